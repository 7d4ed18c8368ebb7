"use client";

import { __iconData as refresh } from "lucide-react/icons/refresh-cw";
import { useRouter } from "next/navigation";
import { useActionState, useEffect } from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Shape } from "#components/ui/shape.tsx";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";

type RefreshButtonProps = {
  ask: (previous: FormState, form: FormData) => Promise<FormState>;
  kind: RefreshKind;
  targetId: string;
  isUnderWay: boolean;
};

/** Asks the worker to read the thing on the page again. Without script the page that comes back says that it was asked. */
export function RefreshButton({ ask, kind, targetId, isUnderWay }: RefreshButtonProps) {
  const router = useRouter();
  const [state, action, isPending] = useActionState<FormState, FormData>(ask, idle);
  useEffect(() => {
    if (state.status === "done") router.refresh();
  }, [state, router]);
  return (
    <form action={action} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {state.status === "refused" && !isUnderWay && (
        <span role="alert" className="text-note text-ink-2">
          {state.message}
        </span>
      )}
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="targetId" value={targetId} />
      <Button type="submit" aria-busy={isPending || isUnderWay} aria-disabled={isUnderWay}>
        <Shape of={refresh} />
        Read again
      </Button>
    </form>
  );
}
