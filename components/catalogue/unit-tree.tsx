import Link from "next/link";
import { formatNumber } from "#lib/format.ts";

export type TreeUnit = { id: string; name: string; depth: number; accounts: number };

type UnitTreeProps = {
  units: readonly TreeUnit[];
  /** The unit whose accounts are shown; undefined for all of them. */
  chosen: string | undefined;
  hrefOf: (unit: TreeUnit) => string;
};

const indents = ["pl-2", "pl-5", "pl-8", "pl-11", "pl-14", "pl-17"] as const;

/** The organisational units with their accounts counted; a strip on narrow screens. */
export function UnitTree({ units, chosen, hrefOf }: UnitTreeProps) {
  return (
    <nav aria-label="Organisational units" className="min-w-0 broad:border-r broad:border-line broad:pr-4">
      <ul className="max-broad:flex max-broad:gap-1 max-broad:overflow-x-auto max-broad:pb-1">
        {units.map((unit) => {
          const isChosen = unit.id === chosen || (chosen === undefined && unit.depth === 0);
          return (
            <li key={unit.id} className="max-broad:flex-none">
              <Link
                href={hrefOf(unit)}
                prefetch={false}
                scroll={false}
                {...(isChosen && { "aria-current": "true" as const })}
                className={`flex min-h-7 items-center gap-2 rounded-control pr-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-strong aria-[current]:text-ink max-broad:min-h-9 max-broad:px-2 max-broad:whitespace-nowrap ${indents[Math.min(unit.depth, indents.length - 1)] ?? "pl-2"}`}
              >
                <span className="min-w-0 truncate">{unit.name}</span>
                <span className="ml-auto font-plain text-ink-3">{formatNumber(unit.accounts)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
