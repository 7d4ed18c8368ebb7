import { Section } from "#components/ui/section.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { Exceptions } from "./exceptions.tsx";
import { type FieldTexts, told } from "./field-texts.ts";
import { NamesField } from "./names-field.tsx";
import { SwitchField } from "./switch-field.tsx";

type PartProps = { of: FieldTexts };

const tagHint = "One a line, such as stage=prod. One of them is enough.";

/** Who may ask by the rule. */
export function WhoFields({ of }: PartProps) {
  const { onNames } = of;
  return (
    <Section title="Who may ask">
      <div className="pt-3">
        <SwitchField fields={of.fields} name="who.everyone" label="Everyone" says="every enabled person" />
        <NamesField {...told(of, "who.groups")} label="Groups" kind="group" one="group" onNames={onNames} />
        <NamesField
          {...told(of, "who.people")}
          label="People"
          aside="(by user name)"
          kind="person"
          one="person"
          onNames={onNames}
        />
        <Exceptions of={of} names={["who.except.groups", "who.except.people"]} title="But not">
          <NamesField
            {...told(of, "who.except.groups")}
            label="Groups that may not"
            kind="group"
            one="group"
            onNames={onNames}
          />
          <NamesField
            {...told(of, "who.except.people")}
            label="People who may not"
            kind="person"
            one="person"
            onNames={onNames}
          />
        </Exceptions>
      </div>
    </Section>
  );
}

/** Which permission sets may be asked for. */
export function WhatFields({ of }: PartProps) {
  const { onNames } = of;
  return (
    <Section title="What they may ask for">
      <div className="pt-3">
        <NamesField
          {...told(of, "permissionSets.names")}
          label="Permission sets"
          hint="Names, in which * stands for any characters: *ReadOnly."
          kind="permission-set"
          one="set"
          onNames={onNames}
        />
        <TextAreaField
          {...told(of, "permissionSets.tags")}
          label="Sets with a tag"
          aside="(optional)"
          hint={tagHint}
          rows={2}
          spellCheck={false}
        />
        <Exceptions
          of={of}
          names={["permissionSets.except.names", "permissionSets.except.tags"]}
          title="But not"
        >
          <NamesField
            {...told(of, "permissionSets.except.names")}
            label="Sets that are left out"
            kind="permission-set"
            one="set"
            onNames={onNames}
          />
          <TextAreaField
            {...told(of, "permissionSets.except.tags")}
            label="Sets with a tag that are left out"
            hint={tagHint}
            rows={2}
            spellCheck={false}
          />
        </Exceptions>
      </div>
    </Section>
  );
}

/** In which accounts. */
export function WhereFields({ of }: PartProps) {
  const { onNames } = of;
  const exceptions = ["accounts", "organisationalUnits", "tags"].map((part) => `where.except.${part}`);
  return (
    <Section title="Where">
      <div className="pt-3">
        <SwitchField fields={of.fields} name="where.all" label="All accounts" />
        <NamesField
          {...told(of, "where.organisationalUnits")}
          label="Organisational units"
          hint="By their path below the root, such as Workloads/Prod; with everything below them."
          kind="unit"
          one="unit"
          onNames={onNames}
        />
        <NamesField
          {...told(of, "where.accounts")}
          label="Accounts"
          aside="(by name or id)"
          kind="account"
          one="account"
          onNames={onNames}
        />
        <TextAreaField
          {...told(of, "where.tags")}
          label="Accounts with a tag"
          aside="(optional)"
          hint={tagHint}
          rows={2}
          spellCheck={false}
        />
        <Exceptions of={of} names={exceptions} title="But not">
          <NamesField
            {...told(of, "where.except.organisationalUnits")}
            label="Units that are left out"
            kind="unit"
            one="unit"
            onNames={onNames}
          />
          <NamesField
            {...told(of, "where.except.accounts")}
            label="Accounts that are left out"
            kind="account"
            one="account"
            onNames={onNames}
          />
          <TextAreaField
            {...told(of, "where.except.tags")}
            label="Accounts with a tag that are left out"
            hint={tagHint}
            rows={2}
            spellCheck={false}
          />
        </Exceptions>
      </div>
    </Section>
  );
}
