"use client";

import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-error.tsx";
import { withdrawBundle } from "./actions.ts";

type WithdrawBundleProps = { requestId: string; bundleId: string; waiting: number };

/** Takes back all that waits of what was asked together. */
export function WithdrawBundle({ requestId, bundleId, waiting }: WithdrawBundleProps) {
  const [state, send, isSending] = useActionState(withdrawBundle, idle);
  return (
    <form action={send} className="grid justify-items-start gap-1">
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="bundleId" value={bundleId} />
      <Button type="submit">{isSending ? "Taking back" : `Take back all ${waiting} that wait`}</Button>
      {state.status === "refused" && <FieldError>{state.message}</FieldError>}
    </form>
  );
}
