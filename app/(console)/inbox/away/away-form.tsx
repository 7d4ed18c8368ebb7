"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { delegate } from "./actions.ts";

type AwayFormProps = {
  /** Whom rules name beside the reader: their names, and what the field takes. */
  suggested: readonly { name: string; named: string }[];
  /** "CET": what the times are read in. */
  zone: string;
};

/** Names who decides in the reader's place, from when until when. */
export function AwayForm({ suggested, zone }: AwayFormProps) {
  const [state, send, isSending] = useActionState(delegate, idle);
  const errors = (state.status === "refused" && state.fieldErrors) || {};
  const sent = state.status === "refused" ? state.values : {};
  const sentFor = (name: string) => {
    const value = sent[name];
    return typeof value === "string" ? value : "";
  };
  return (
    <form action={send} aria-label="While you are away">
      {state.status === "refused" && (
        <FormError
          title="Nobody was named."
          problems={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        >
          {Object.keys(errors).length === 0 && state.message}
        </FormError>
      )}
      <TextField
        name="delegate"
        label="Who decides in your place"
        hint="Their mail address or user name. Those whom rules name beside you are suggested."
        width="24rem"
        maxLength={256}
        autoComplete="off"
        list="fellow-approvers"
        required
        defaultValue={sentFor("delegate")}
        error={errors.delegate}
      />
      <datalist id="fellow-approvers">
        {suggested.map(({ name, named }) => (
          <option key={named} value={named}>
            {name}
          </option>
        ))}
      </datalist>
      <TextField
        name="startsAt"
        type="datetime-local"
        label="From"
        aside="(now, if you leave it)"
        width="15rem"
        defaultValue={sentFor("startsAt")}
        error={errors.startsAt}
      />
      <TextField
        name="endsAt"
        type="datetime-local"
        label="Until"
        hint={`At most 60 days. Times in ${zone}.`}
        width="15rem"
        required
        defaultValue={sentFor("endsAt")}
        error={errors.endsAt}
      />
      <Button kind="go" type="submit" aria-busy={isSending} className="max-wide:w-full">
        Name them
      </Button>
    </form>
  );
}
