"use client";

import { __iconData as again } from "lucide-react/icons/refresh-cw";
import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { sendAgain } from "./actions.ts";

/** Has the same event sent to the same webhook once more. */
export function SendAgain({ deliveryId }: { deliveryId: string }) {
  const [state, send, isSending] = useActionState(sendAgain, idle);
  return (
    <form action={send} className="grid justify-items-start gap-1">
      <input type="hidden" name="deliveryId" value={deliveryId} />
      <Button kind="go" type="submit" aria-busy={isSending}>
        <Shape of={again} />
        {isSending ? "Asking" : "Send again"}
      </Button>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </form>
  );
}
