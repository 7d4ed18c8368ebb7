"use client";

import { useActionState } from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";

type EndSessionProps = {
  sessionId: string;
  end: (previous: FormState, form: FormData) => Promise<FormState>;
};

export function EndSession({ sessionId, end }: EndSessionProps) {
  const [state, action, isPending] = useActionState<FormState, FormData>(end, idle);
  return (
    <form action={action} className="flex items-center gap-2">
      <input type="hidden" name="sessionId" value={sessionId} />
      {state.status === "refused" && <span role="alert">{state.message}</span>}
      <Button type="submit" size="small" aria-busy={isPending}>
        End it
      </Button>
    </form>
  );
}
