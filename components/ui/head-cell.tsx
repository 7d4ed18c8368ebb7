import Link from "next/link";
import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

export type SortDirection = "ascending" | "descending";

type HeadCellProps = {
  children?: ReactNode;
  /** Numbers stand at the right. */
  number?: boolean;
  /** A column that says by itself what it holds still has a name for those who do not see it. */
  hidden?: string;
  width?: string;
  /** Where the head leads when it sorts, and how the table is sorted by it now. */
  sort?: { href: string; now: SortDirection | null };
};

const marks = {
  ascending: "arrow-up",
  descending: "arrow-down",
} as const satisfies Record<SortDirection, IconName>;

export function HeadCell({ children, number = false, hidden, width, sort }: HeadCellProps) {
  return (
    <th
      scope="col"
      {...(number && { "data-number": true })}
      {...(sort && { "aria-sort": sort.now ?? "none" })}
      {...(width !== undefined && { style: { width } })}
    >
      {hidden !== undefined && <span className="sr-only">{hidden}</span>}
      {sort ? (
        <Link
          href={sort.href}
          prefetch={false}
          scroll={false}
          className={`-my-1 inline-flex items-center gap-1 py-1 ${sort.now ? "font-strong text-ink" : ""}`}
        >
          {children}
          <Icon
            name={sort.now ? marks[sort.now] : "arrow-up-down"}
            size={12}
            className={sort.now ? "text-accent" : "text-ink-3"}
          />
        </Link>
      ) : (
        children
      )}
    </th>
  );
}
