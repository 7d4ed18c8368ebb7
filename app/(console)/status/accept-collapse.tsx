"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { formatNumber } from "#lib/format.ts";
import { acceptCollapseAction } from "./actions.ts";

type AcceptCollapseProps = {
  runId: string;
  /** What the rows are called, many of them: "assignments". */
  noun: string;
  stored: number;
  read: number;
  /** Why it cannot be accepted now. */
  offReason: string | undefined;
};

/** Takes for true what a read was refused for, after one more question. */
export function AcceptCollapse({ runId, noun, stored, read, offReason }: AcceptCollapseProps) {
  const [state, send, isSending] = useActionState(acceptCollapseAction, idle);
  if (offReason !== undefined) return <Button disabledReason={offReason}>Accept this collapse</Button>;
  return (
    <>
      <ConfirmDialog
        opens="Accept this collapse"
        title={`Take it for true that ${formatNumber(stored - read)} of ${formatNumber(stored)} ${noun} are gone?`}
        keep="Keep what is stored"
        form={
          <form action={send}>
            <input type="hidden" name="runId" value={runId} />
            <Button kind="stop" type="submit" aria-busy={isSending}>
              {isSending ? "Accepting" : "Accept and read again"}
            </Button>
          </form>
        }
      >
        AWS is read again now. If it still lists about <b>{formatNumber(read)}</b> {noun} where{" "}
        <b>{formatNumber(stored)}</b> are stored, the others are taken out of the catalogue. Their history
        stays, and nothing is changed in AWS.
      </ConfirmDialog>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </>
  );
}
