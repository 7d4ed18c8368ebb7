import type { ReactNode } from "react";

/** The sentence beside a control that is off. */
export function Why({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span id={id} className="text-note text-ink-2">
      {children}
    </span>
  );
}
