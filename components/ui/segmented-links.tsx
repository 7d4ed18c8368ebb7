import Link from "next/link";
import type { ReactNode } from "react";
import { segmentedClass } from "#components/ui/segmented-class.ts";
import { formatNumber } from "#lib/format.ts";

export type SegmentLink = { label: ReactNode; href: string; current: boolean; count?: number };

/** Exclusive views of a list, each at its own address. */
export function SegmentedLinks({ label, options }: { label: string; options: readonly SegmentLink[] }) {
  return (
    <nav aria-label={label} className={segmentedClass.frame}>
      {options.map(({ label: name, href, current, count }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          scroll={false}
          {...(current && { "aria-current": "true" as const })}
          className={`${segmentedClass.choice} focus-visible:rounded-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] ${current ? segmentedClass.chosen : ""}`}
        >
          {name}
          {count !== undefined && <b className="font-strong">{formatNumber(count)}</b>}
        </Link>
      ))}
    </nav>
  );
}
