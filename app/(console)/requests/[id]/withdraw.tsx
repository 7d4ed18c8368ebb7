"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { withdraw } from "./actions.ts";

type WithdrawProps = { requestId: string; what: string; size?: "normal" | "small" };

/** Takes back a request that nobody has decided yet. */
export function Withdraw({ requestId, what, size = "small" }: WithdrawProps) {
  const [state, send, isSending] = useActionState(withdraw, idle);
  return (
    <form action={send} className="grid justify-items-start gap-1">
      <input type="hidden" name="requestId" value={requestId} />
      <Button type="submit" size={size} aria-label={`Withdraw ${what}`}>
        {isSending ? "Withdrawing" : "Withdraw"}
      </Button>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </form>
  );
}
