"use client";

import { __iconData as refresh } from "lucide-react/icons/refresh-cw";
import { useActionState } from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Shape } from "#components/ui/shape.tsx";

type AskSyncFormProps = {
  ask: (previous: FormState, form: FormData) => Promise<FormState>;
  size: "normal" | "small";
};

/** Asks the worker to read AWS now. */
export function AskSyncForm({ ask, size }: AskSyncFormProps) {
  const [state, action, isPending] = useActionState<FormState, FormData>(ask, idle);
  return (
    <form action={action} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button type="submit" size={size} aria-busy={isPending}>
        <Shape of={refresh} />
        Read again
      </Button>
      {state.status === "refused" && (
        <span role="alert" className="text-note text-ink-2">
          {state.message}
        </span>
      )}
    </form>
  );
}
