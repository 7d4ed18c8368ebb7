import type { ReactNode } from "react";
import { Mark } from "#components/shell/mark.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { Zone } from "#components/shell/zone.tsx";

type BareShellProps = {
  /** Who is signed in, when somebody is. */
  personName?: string;
  /** Given, the browser is asked for its zone when it differs. */
  zone?: string;
  children: ReactNode;
};

/** The brand and who is signed in; nothing that leads away from a decision. The page brings its own main element. */
export function BareShell({ personName, zone, children }: BareShellProps) {
  return (
    <>
      <SkipLink />
      {zone !== undefined && <Zone drawnIn={zone} />}
      <header className="flex h-13 items-center justify-between gap-4 border-b border-line px-6 text-[0.8125rem] max-wide:h-12 max-wide:px-4">
        <span className="flex items-center gap-2 text-h2 font-brand tracking-[-0.01em]">
          <Mark />
          Gatehouse
        </span>
        {personName !== undefined && (
          <span className="min-w-0 truncate text-ink-2">
            Signed in as <b className="font-medium text-ink">{personName}</b>
          </span>
        )}
      </header>
      {children}
    </>
  );
}
