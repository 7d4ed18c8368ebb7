"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FieldGroup } from "#components/ui/field-group.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedRadios } from "#components/ui/segmented-radios.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { useScripted } from "#components/ui/use-scripted.ts";
import { MAX_STAGES } from "#lib/core/rules/bounds.ts";
import { type RuleFields, saysStage, stagePlaces, textOf } from "#lib/core/rules/rule-fields.ts";
import { Exceptions } from "./exceptions.tsx";
import { type FieldTexts, told } from "./field-texts.ts";
import { NamesField } from "./names-field.tsx";
import { SwitchField } from "./switch-field.tsx";

type PartProps = { of: FieldTexts };

/** Who has to agree, stage by stage, and for how long a request waits for them. */
export function AgreementFields({ of }: PartProps) {
  return (
    <Section title="Who has to agree">
      <div className="group/agree pt-3">
        <FieldGroup legend="Asked for by this rule" id="agree">
          <SegmentedRadios
            name="agree"
            options={[
              { value: "stages", label: "Somebody agrees" },
              { value: "automatic", label: "The rule agrees by itself" },
            ]}
            defaultValue={textOf(of.fields, "agree") || "stages"}
          />
        </FieldGroup>
        <div className="group-has-[input[value=automatic]:checked]/agree:hidden">
          <Stages key={stagesKey(of.fields)} of={of} />
        </div>
      </div>
      <TextField
        {...told(of, "deadline")}
        label="Undecided requests lapse after"
        hint="From 15m to 7d, such as 2h or 1d."
        autoComplete="off"
        width="9rem"
      />
    </Section>
  );
}

/** The stages that say something: without script the others are folded away, with it they are added one by one. */
function Stages({ of }: PartProps) {
  const isScripted = useScripted();
  const said = stagePlaces.filter((place) => place === 0 || saysStage(of.fields, place));
  const [kept, setKept] = useState<readonly number[]>(said);
  if (!isScripted) {
    return stagePlaces.map((place) => (
      <details key={place} open={said.includes(place)}>
        <summary className="link mb-3 inline-flex min-h-6 items-center py-1">
          {place === 0 ? "The first stage" : `Then stage ${place + 1}`}
        </summary>
        <StageFields of={of} place={place} from={place} />
      </details>
    ));
  }
  const next = stagePlaces.find((place) => !kept.includes(place));
  const change = (places: readonly number[]) => {
    setKept(places);
    of.onNames();
  };
  return (
    <>
      {kept.map((from, place) => (
        <StageFields key={from} of={of} place={place} from={from}>
          {kept.length > 1 && (
            <Button
              size="small"
              aria-label={`Remove stage ${place + 1}`}
              onClick={() => change(kept.filter((each) => each !== from))}
            >
              Remove
            </Button>
          )}
        </StageFields>
      ))}
      <p className="mb-5">
        <Button
          size="small"
          {...(next === undefined
            ? { disabledReason: `A rule has ${MAX_STAGES} stages at most.` }
            : { onClick: () => change([...kept, next]) })}
        >
          Add a stage
        </Button>
      </p>
    </>
  );
}

type StageFieldsProps = PartProps & {
  /** Where it stands now, from 0. */
  place: number;
  /** The stage whose fields it began with. */
  from: number;
  children?: ReactNode;
};

function StageFields({ of, place, from, children }: StageFieldsProps) {
  const at = (part: string) => `agree.${place}.${part}`;
  const field = (part: string) => ({
    ...told(of, `agree.${from}.${part}`),
    name: at(part),
  });
  const fallback = ["after", "groups", "people", "ownerTag", "manager"].map(
    (part) => `agree.${from}.fallback.${part}`,
  );
  return (
    <fieldset className="mb-5 border-l-2 border-line-2 pl-4">
      <legend className="sr-only">Stage {place + 1}</legend>
      <p className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <b className="font-strong">{place === 0 ? "First" : `Then, stage ${place + 1}`}</b>
        {children}
      </p>
      <NamesField
        {...field("groups")}
        label="Members of"
        hint="Any of them may decide, but nobody their own request."
        kind="group"
        one="group"
        onNames={of.onNames}
      />
      <NamesField {...field("people")} label="People" kind="person" one="person" onNames={of.onNames} />
      <SwitchField
        fields={{ [at("manager")]: of.fields[`agree.${from}.manager`] ?? "" }}
        name={at("manager")}
        label="The requester’s manager"
        says="as the directory names them"
      />
      <div className="grid items-start gap-x-6 phone:grid-cols-2">
        <TextField
          {...field("ownerTag")}
          label="The account’s owner, by the tag"
          aside="(optional)"
          hint="The tag’s value is a user name or mail address."
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          {...field("quorum")}
          label="How many have to say yes"
          inputMode="numeric"
          autoComplete="off"
          width="9rem"
        />
      </div>
      <Exceptions of={of} names={fallback} title="When nobody answers">
        <TextField
          {...field("fallback.after")}
          label="After"
          hint="Such as 30m; then these may decide as well."
          autoComplete="off"
          width="9rem"
        />
        <NamesField
          {...field("fallback.groups")}
          label="Also members of"
          kind="group"
          one="group"
          onNames={of.onNames}
        />
        <NamesField
          {...field("fallback.people")}
          label="Also people"
          kind="person"
          one="person"
          onNames={of.onNames}
        />
        <TextField
          {...field("fallback.ownerTag")}
          label="Also the owner, by the tag"
          aside="(optional)"
          autoComplete="off"
          spellCheck={false}
        />
        <SwitchField
          fields={{ [at("fallback.manager")]: of.fields[`agree.${from}.fallback.manager`] ?? "" }}
          name={at("fallback.manager")}
          label="Also the requester’s manager"
        />
      </Exceptions>
    </fieldset>
  );
}

/** Other fields than before begin anew. */
function stagesKey(fields: RuleFields): string {
  return JSON.stringify(Object.entries(fields).filter(([name]) => name.startsWith("agree.")));
}
