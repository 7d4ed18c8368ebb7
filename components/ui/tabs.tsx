import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber } from "#lib/format.ts";

export type Tab = { label: ReactNode; href: string; count?: number; current?: boolean };

type TabsProps = {
  /** What the tabs are views of: "Account". */
  label: string;
  tabs: readonly Tab[];
};

/** Views of one thing, each at its own address. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-5 overflow-x-auto shadow-[inset_0_-1px_var(--line)]">
      {tabs.map(({ label: name, href, count, current = false }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          {...(current && { "aria-current": "page" as const })}
          className="flex-none border-b-2 border-transparent pt-1.5 pb-2 whitespace-nowrap text-ink-2 focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] aria-[current]:border-accent aria-[current]:font-strong aria-[current]:text-ink max-wide:py-2.5"
        >
          {name}
          {count !== undefined && <span className="ml-1 font-plain text-ink-3">{formatNumber(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
