"use client";

import { __iconData as star } from "lucide-react/icons/star";
import { useRouter } from "next/navigation";
import { useActionState, useEffect } from "react";
import { idle } from "#app/form-state.ts";
import { Shape } from "#components/ui/shape.tsx";
import { mark } from "./actions.ts";

type StarProps = { accountId: string; permissionSetArn: string; what: string; isMarked: boolean };

/** Keeps a role at hand, or no longer. Without script the page that comes back shows it. */
export function Star({ accountId, permissionSetArn, what, isMarked }: StarProps) {
  const router = useRouter();
  const [state, send, isSending] = useActionState(mark, idle);
  useEffect(() => {
    if (state.status === "done") router.refresh();
  }, [state, router]);
  return (
    <form action={send} className="relative inline-flex items-center gap-1">
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="permissionSetArn" value={permissionSetArn} />
      <input type="hidden" name="mark" value={isMarked ? "no" : "yes"} />
      <button
        type="submit"
        aria-pressed={isMarked}
        aria-busy={isSending}
        aria-label={`Favourite: ${what}`}
        title={isMarked ? "A favourite; press to take it out" : "Keep it among your favourites"}
        className={`grid size-7 place-items-center rounded-control hover:bg-hover pointer-coarse:size-9 ${isMarked ? "text-accent [&_svg]:fill-current" : "text-ink-3"}`}
      >
        <Shape of={star} size={16} />
      </button>
      {state.status === "refused" && (
        <span role="alert" className="text-note text-ink-2">
          {state.message}
        </span>
      )}
    </form>
  );
}
