"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { end } from "./actions.ts";

/** Ends a delegation at once. */
export function EndDelegation({ id, what }: { id: string; what: string }) {
  const [state, send, isSending] = useActionState(end, idle);
  return (
    <form action={send} className="grid justify-items-end gap-1">
      <input type="hidden" name="delegationId" value={id} />
      <Button type="submit" size="small" aria-busy={isSending} aria-label={`End now: ${what}`}>
        End now
      </Button>
      {state.status === "refused" && <FieldError id={`${id}-error`}>{state.message}</FieldError>}
    </form>
  );
}
