"use client";

import { __iconData as refresh } from "lucide-react/icons/refresh-cw";
import { __iconData as unplug } from "lucide-react/icons/unplug";
import { buttonClass } from "#components/ui/button-class.ts";
import { Shape } from "#components/ui/shape.tsx";

type ErrorPanelProps = {
  /** The reference that the log has too. */
  reference: string | undefined;
  tryAgain: () => void;
};

/** A page that failed: what is not affected, what to quote, and the way on. */
export function ErrorPanel({ reference, tryAgain }: ErrorPanelProps) {
  return (
    <main id="main" className="mx-auto max-w-form px-4 py-8">
      <h1 className="text-h1 font-strong tracking-[-0.012em]">This page could not be shown</h1>
      <div role="alert" className="mt-3 flex gap-2.5 border-l-[3px] border-state-blocked py-2 pl-3">
        <Shape of={unplug} className="mt-0.5 text-state-blocked" />
        <div className="grid gap-1">
          <p>
            <b className="font-medium">Something failed on our side.</b> Grants are not affected; the worker
            still ends them on time.
          </p>
          {reference !== undefined && (
            <p className="text-ink-2">
              Reference <span className="mono">{reference}</span>
            </p>
          )}
          <p className="mt-1 flex gap-3">
            <button type="button" onClick={tryAgain} className={buttonClass("plain", "small")}>
              <Shape of={refresh} />
              Try again
            </button>
            <a href="/" className="link self-center">
              Home
            </a>
          </p>
        </div>
      </div>
    </main>
  );
}
