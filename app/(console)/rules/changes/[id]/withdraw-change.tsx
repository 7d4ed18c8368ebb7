"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { withdraw } from "./actions.ts";
import { ShownFields, type ShownOf } from "./shown-fields.tsx";

/** Takes back a change of a rule that nobody has answered. */
export function WithdrawChange({ shown }: { shown: ShownOf }) {
  const [state, send, isSending] = useActionState(withdraw, idle);
  return (
    <form action={send} className="grid justify-items-start gap-1">
      <ShownFields shown={shown} />
      <Button type="submit">{isSending ? "Withdrawing" : "Withdraw"}</Button>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </form>
  );
}
