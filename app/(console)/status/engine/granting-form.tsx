"use client";

import { useActionState, useId } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { setGranting } from "./actions.ts";

/** Stops granting, or resumes it; either can be taken back. */
export function GrantingForm({ kind }: { kind: "drain" | "resume" }) {
  const [state, send, isSending] = useActionState(setGranting, idle);
  const id = useId();
  const errors = state.status === "refused" ? state.fieldErrors : undefined;
  const sent = state.status === "refused" ? state.values.reason : undefined;
  const isStop = kind === "drain";
  return (
    <form action={send} className="mt-3">
      <input type="hidden" name="kind" value={kind} />
      {state.status === "refused" && !errors && (
        <FormError title="Nothing was asked.">{state.message}</FormError>
      )}
      <div className="*:mb-3">
        <TextAreaField
          id={`${id}-reason`}
          name="reason"
          label={isStop ? "Why granting stops" : "Why granting goes on"}
          hint="Readers see it, and it stays in the audit."
          rows={2}
          required
          maxLength={MAX_REASON_LENGTH}
          defaultValue={typeof sent === "string" ? sent : ""}
          error={errors?.reason}
        />
      </div>
      <Button kind={isStop ? "stop" : "go"} type="submit" aria-busy={isSending}>
        {isSending ? "Asking" : isStop ? "Stop granting" : "Resume granting"}
      </Button>
    </form>
  );
}
