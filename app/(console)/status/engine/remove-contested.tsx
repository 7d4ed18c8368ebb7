"use client";

import { useActionState, useId } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { removeContested } from "./actions.ts";

type RemoveContestedProps = {
  grantId: string;
  /** "PaymentsOperator in payments-prod of Leo Marchetti". */
  what: string;
};

/** Has an assignment removed that may be somebody else's, after one more question. */
export function RemoveContested({ grantId, what }: RemoveContestedProps) {
  const [state, send, isSending] = useActionState(removeContested, idle);
  const id = useId();
  const errors = state.status === "refused" ? state.fieldErrors : undefined;
  const sent = state.status === "refused" ? state.values.reason : undefined;
  return (
    <ConfirmDialog
      opens="Remove…"
      opensLabel={`Remove: ${what}`}
      title={`Remove ${what}?`}
      keep="Leave it"
      isOpen={state.status === "refused"}
      fields={
        <>
          {state.status === "refused" && !errors && (
            <FormError title="Nothing was asked.">{state.message}</FormError>
          )}
          <TextAreaField
            form={id}
            id={`${id}-reason`}
            name="reason"
            label="Why it goes"
            rows={2}
            required
            maxLength={MAX_REASON_LENGTH}
            defaultValue={typeof sent === "string" ? sent : ""}
            error={errors?.reason}
          />
        </>
      }
      form={
        <form id={id} action={send}>
          <input type="hidden" name="grantId" value={grantId} />
          <Button kind="stop" type="submit" aria-busy={isSending}>
            {isSending ? "Removing" : "Remove"}
          </Button>
        </form>
      }
    >
      Somebody may have made this assignment by hand. Gatehouse takes it away in AWS all the same, and cannot
      bring back what it did not make.
    </ConfirmDialog>
  );
}
