"use client";

import { useActionState } from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { FieldGroup } from "#components/ui/field-group.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { SegmentedRadios } from "#components/ui/segmented-radios.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Scope } from "#lib/core/api/scopes.ts";

type Made = { token: string };
type MakeTokenFormProps = {
  make: (previous: FormState<Made>, form: FormData) => Promise<FormState<Made>>;
  /** What the maker may do beside what everybody may: read everything, and end anybody's grant. */
  mayRead: boolean;
  mayEnd: boolean;
};

const purposes: readonly { value: Scope; label: string; says: string; isFor: "all" | "reader" | "ender" }[] =
  [
    { value: "read", label: "Read", says: "what you may ask for, your requests and grants", isFor: "all" },
    { value: "ask", label: "Ask", says: "ask, withdraw and give back in your name", isFor: "all" },
    { value: "audit", label: "Audit", says: "read the audit", isFor: "reader" },
    { value: "rules", label: "Rules", says: "read the rules", isFor: "reader" },
    { value: "grants", label: "Grants", says: "read everybody's grants", isFor: "reader" },
    { value: "end", label: "End", says: "end anybody's grant", isFor: "ender" },
  ];

/** Makes a token, and shows it this once. */
export function MakeTokenForm({ make, mayRead, mayEnd }: MakeTokenFormProps) {
  const [state, send, isSending] = useActionState<FormState<Made>, FormData>(make, idle);
  const mayChoose = { all: true, reader: mayRead, ender: mayEnd } as const;
  const errors = (state.status === "refused" && state.fieldErrors) || {};
  const sent = state.status === "refused" ? state.values : {};
  if (state.status === "done" && state.value) {
    return (
      <Callout title="Here is the token. It is shown this once.">
        <span className="mt-1 block wrap-anywhere">
          <CopyId value={state.value.token} of="token" />
        </span>
        Keep it where secrets are kept. Whoever has it can do in your name what it is for.
      </Callout>
    );
  }
  return (
    <form action={send}>
      {state.status === "refused" && (
        <FormError
          title="The token was not made."
          problems={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        >
          {Object.keys(errors).length === 0 && state.message}
        </FormError>
      )}
      <TextField
        name="name"
        label="Name"
        hint="The audit names it beside you."
        width="20rem"
        maxLength={60}
        autoComplete="off"
        required
        defaultValue={typeof sent.name === "string" ? sent.name : ""}
        error={errors.name}
      />
      <FieldGroup
        id="scopes"
        legend="What for"
        hint="It decides nothing, whatever it is for."
        error={errors.scopes}
      >
        {purposes
          .filter(({ isFor }) => mayChoose[isFor])
          .map(({ value, label, says }) => (
            <label key={value} className="flex min-h-11 items-center gap-2 wide:min-h-8">
              <input type="checkbox" name="scopes" value={value} defaultChecked={value === "read"} />
              <span>
                {label} <span className="text-ink-2">{says}</span>
              </span>
            </label>
          ))}
      </FieldGroup>
      <FieldGroup id="days" legend="For how long" error={errors.days}>
        <SegmentedRadios
          name="days"
          options={[
            { value: "7", label: "7 days" },
            { value: "30", label: "30 days" },
            { value: "90", label: "90 days" },
          ]}
          defaultValue={typeof sent.days === "string" ? sent.days : "30"}
        />
      </FieldGroup>
      <Button kind="go" type="submit" aria-busy={isSending} className="max-wide:w-full">
        Make the token
      </Button>
    </form>
  );
}
