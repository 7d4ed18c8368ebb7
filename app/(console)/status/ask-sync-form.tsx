"use client";

import { __iconData as refresh } from "lucide-react/icons/refresh-cw";
import { useActionState } from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Shape } from "#components/ui/shape.tsx";
import type { SyncDepth } from "#lib/core/catalogue/sync-run.ts";

type AskSyncFormProps = {
  ask: (previous: FormState, form: FormData) => Promise<FormState>;
  /** What each button asks for: the first one is the ordinary one. */
  choices: readonly { depth: SyncDepth; label: string }[];
  size: "normal" | "small";
};

/** Asks the worker to read AWS now. */
export function AskSyncForm({ ask, choices, size }: AskSyncFormProps) {
  const [state, action, isPending] = useActionState<FormState, FormData>(ask, idle);
  return (
    <form action={action} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {choices.map(({ depth, label }, at) => (
        <Button key={depth} type="submit" name="depth" value={depth} size={size} aria-busy={isPending}>
          {at === 0 && <Shape of={refresh} />}
          {label}
        </Button>
      ))}
      {state.status === "refused" && (
        <span role="alert" className="text-note text-ink-2">
          {state.message}
        </span>
      )}
    </form>
  );
}
