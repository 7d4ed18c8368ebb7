"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { spellDuration } from "#lib/format.ts";
import { endNow } from "./actions.ts";

type EndNowProps = {
  grant: Pick<
    GrantRow,
    "id" | "requestId" | "state" | "permissionSetName" | "accountName" | "personName" | "extension"
  >;
  isOwn: boolean;
  /** How long an open session may live on. */
  sessionMs: number;
  size?: "normal" | "small";
};

/** Ends a grant before its end, after one more question. */
export function EndNow({ grant, isOwn, sessionMs, size = "small" }: EndNowProps) {
  const [state, send, isSending] = useActionState(endNow, idle);
  const what = `${grant.permissionSetName} in ${grant.accountName}`;
  const hasBegun = grant.state !== "scheduled";
  const verb = hasBegun ? "End now" : "Cancel";
  return (
    <>
      <ConfirmDialog
        opens={verb}
        opensSize={size}
        opensLabel={`${verb}: ${what}${isOwn ? "" : ` of ${grant.personName}`}`}
        title={`${hasBegun ? "End" : "Cancel"} ${what}${isOwn ? "" : ` of ${grant.personName}`}${hasBegun ? " now" : ""}?`}
        keep="Keep it"
        form={
          <form action={send}>
            <input type="hidden" name="grantId" value={grant.id} />
            <input type="hidden" name="requestId" value={grant.requestId} />
            <Button kind="stop" type="submit">
              {isSending ? "Ending" : verb}
            </Button>
          </form>
        }
      >
        {hasBegun
          ? `Gatehouse takes the assignment away in AWS at once. A session that is open already may live on for up to ${spellDuration(sessionMs)}.`
          : "It has not begun, so nothing is taken away in AWS."}{" "}
        {grant.extension && "The time that was to follow goes with it. "}
        To have it again takes a new request.
      </ConfirmDialog>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </>
  );
}
