"use client";

import { useActionState, useId } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { handOver } from "./actions.ts";

type HandOverProps = {
  grantId: string;
  /** "PaymentsOperator in payments-prod of Leo Marchetti". */
  what: string;
  personName: string;
  owners: readonly { userName: string; name: string }[];
};

/** Leaves an assignment standing for somebody to answer for, after one more question. */
export function HandOver({ grantId, what, personName, owners }: HandOverProps) {
  const [state, send, isSending] = useActionState(handOver, idle);
  const id = useId();
  const errors = state.status === "refused" ? state.fieldErrors : undefined;
  const sent = (name: string) => {
    const value = state.status === "refused" ? state.values[name] : undefined;
    return typeof value === "string" ? value : "";
  };
  return (
    <ConfirmDialog
      opens="Hand over…"
      opensLabel={`Hand over: ${what}`}
      title={`Leave ${what} standing?`}
      keep="Not yet"
      isOpen={state.status === "refused"}
      fields={
        <>
          {state.status === "refused" && !errors && (
            <FormError title="Nothing was asked.">{state.message}</FormError>
          )}
          <TextField
            form={id}
            id={`${id}-owner`}
            name="owner"
            label="Who answers for it"
            hint="A user name of the directory."
            list={`${id}-owners`}
            autoComplete="off"
            required
            defaultValue={sent("owner")}
            error={errors?.owner}
          />
          <datalist id={`${id}-owners`}>
            {owners.map(({ userName, name }) => (
              <option key={userName} value={userName} label={name} />
            ))}
          </datalist>
          <TextAreaField
            form={id}
            id={`${id}-reason`}
            name="reason"
            label="Why it stays"
            rows={2}
            required
            maxLength={MAX_REASON_LENGTH}
            defaultValue={sent("reason")}
            error={errors?.reason}
          />
        </>
      }
      form={
        <form id={id} action={send}>
          <input type="hidden" name="grantId" value={grantId} />
          <Button kind="stop" type="submit" aria-busy={isSending}>
            {isSending ? "Handing over" : "Hand over"}
          </Button>
        </form>
      }
    >
      The grant ends, and the assignment stays in AWS as standing access: <b>{personName}</b> keeps it until
      somebody takes it away in Identity Center. Gatehouse does not look after it any more.
    </ConfirmDialog>
  );
}
