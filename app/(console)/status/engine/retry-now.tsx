"use client";

import { __iconData as again } from "lucide-react/icons/refresh-cw";
import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { retryNow } from "./actions.ts";

/** Ends the pause after an error, so that the worker tries again at once. */
export function RetryNow({ grantId, what }: { grantId: string; what: string }) {
  const [state, send, isSending] = useActionState(retryNow, idle);
  return (
    <form action={send} className="grid justify-items-start gap-1">
      <input type="hidden" name="grantId" value={grantId} />
      <Button kind="go" type="submit" aria-busy={isSending} aria-label={`Retry now: ${what}`}>
        <Shape of={again} />
        {isSending ? "Asking" : "Retry now"}
      </Button>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </form>
  );
}
