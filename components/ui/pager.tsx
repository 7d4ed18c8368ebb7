import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber } from "#lib/format.ts";

type PagerProps = {
  /** The first and last row shown, counted from 1, and how many there are in all; null when counting would cost too much. */
  from: number;
  to: number;
  of: number | null;
  previous?: string | null;
  next?: string | null;
  /** Beside the count: the keys that work here. */
  children?: ReactNode;
};

/** What is shown of how many, and the way on. */
export function Pager({ from, to, of, previous, next, children }: PagerProps) {
  const range = from === to ? formatNumber(from) : `${formatNumber(from)} to ${formatNumber(to)}`;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-2.5 text-ink-2">
      <span>{to === 0 ? "None" : `${range}${of === null ? "" : ` of ${formatNumber(of)}`}`}</span>
      {previous && (
        <Link href={previous} prefetch={false} rel="prev" className="link py-1">
          Previous
        </Link>
      )}
      {next && (
        <Link href={next} prefetch={false} rel="next" className="link py-1">
          {of === null ? "Next" : `Next ${formatNumber(Math.min(of - to, to - from + 1))}`}
        </Link>
      )}
      {children && <span className="ml-auto text-ink-3 max-wide:hidden">{children}</span>}
    </nav>
  );
}
