import type { ReactNode } from "react";

type TwoLineProps = { children: ReactNode; sub?: ReactNode };

/** A name over what it belongs to, as in the first cell of a row. */
export function TwoLine({ children, sub }: TwoLineProps) {
  return (
    <span className="block leading-[1.38]">
      <span className="block font-strong">{children}</span>
      {sub && <span className="block text-note text-ink-2">{sub}</span>}
    </span>
  );
}
