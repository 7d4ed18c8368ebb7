"use client";

import { __iconData as check } from "lucide-react/icons/circle-check";
import { __iconData as cross } from "lucide-react/icons/circle-x";
import type { RefObject } from "react";
import { Button } from "#components/ui/button.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { paths } from "#lib/paths.ts";
import type { Decided } from "./decided.ts";

type OutcomesProps = Decided & {
  place: RefObject<HTMLDivElement | null>;
  /** Takes it away; null where there is no script for it. */
  dismiss: (() => void) | null;
};

/** What became of each request that was decided, one line each. */
export function Outcomes({ outcomes, place, dismiss }: OutcomesProps) {
  const decided = outcomes.filter(({ isDecided }) => isDecided).length;
  return (
    <div
      ref={place}
      role="status"
      tabIndex={-1}
      className="mb-3 flex items-start gap-3 border-l-[3px] border-accent py-2 pl-3"
    >
      <div className="grid min-w-0 flex-1 gap-1">
        {outcomes.length > 1 && (
          <p className="font-medium">
            {decided} of {outcomes.length} decided.
          </p>
        )}
        <ul className="grid gap-1 max-h-40 overflow-y-auto">
          {outcomes.map(({ requestId, what, isDecided, says }) => (
            <li key={requestId} className="flex gap-2">
              <span className={`mt-0.5 ${isDecided ? "text-state-active" : "text-state-denied"}`}>
                <Shape of={isDecided ? check : cross} size={15} />
              </span>
              <span className="min-w-0 wrap-anywhere">
                <TextLink as="plain" href={paths.request(requestId)}>
                  <b className="font-medium">{what}</b>
                </TextLink>
                : {isDecided ? says : `Not decided. ${says}`}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {dismiss && (
        <Button kind="quiet" size="small" onClick={dismiss}>
          Dismiss
        </Button>
      )}
    </div>
  );
}
