import Link from "next/link";
import { Icon } from "#components/ui/icon.tsx";
import { count, formatNumber } from "#lib/format.ts";

export type TreeUnit = {
  id: string;
  name: string;
  depth: number;
  accounts: number;
  own: number;
  units: number;
  isOpen: boolean;
};

type UnitTreeProps = {
  units: readonly TreeUnit[];
  /** The unit whose accounts are shown; undefined for all of them. */
  chosen: string | undefined;
  hrefOf: (unit: TreeUnit) => string;
};

const indents = ["pl-1", "pl-3.5", "pl-6", "pl-8.5", "pl-11", "pl-13.5", "pl-16"] as const;

/** The organisational units along the way to the chosen one, with their accounts counted. Choosing a unit opens it; a strip on narrow screens. */
export function UnitTree({ units, chosen, hrefOf }: UnitTreeProps) {
  const isKnown = units.some((unit) => unit.id === chosen);
  return (
    <nav aria-label="Organisational units" className="min-w-0 broad:border-r broad:border-line broad:pr-4">
      <ul className="max-broad:flex max-broad:gap-1 max-broad:overflow-x-auto max-broad:pb-1 broad:max-h-[calc(100dvh-8rem)] broad:overflow-y-auto">
        {units.map((unit) => (
          <li key={unit.id} className="max-broad:flex-none">
            <UnitLink
              unit={unit}
              isChosen={unit.id === chosen || (!isKnown && unit.depth === 0)}
              href={hrefOf(unit)}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function UnitLink({ unit, isChosen, href }: { unit: TreeUnit; isChosen: boolean; href: string }) {
  const below = unit.units > 0 ? `, ${count(unit.units, "unit")} right below` : "";
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      title={`${unit.name}: ${formatNumber(unit.own)} of ${count(unit.accounts, "account")} right here${below}`}
      {...(isChosen && { "aria-current": "true" as const })}
      className={`flex min-h-7 items-center gap-1.5 rounded-control pr-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-strong aria-[current]:text-ink max-broad:min-h-9 max-broad:px-2 max-broad:whitespace-nowrap ${indents[Math.min(unit.depth, indents.length - 1)] ?? "pl-1"}`}
    >
      <span className="grid size-4 flex-none place-items-center text-ink-3 max-broad:hidden">
        {unit.units > 0 && <Icon name={unit.isOpen ? "chevron-down" : "chevron-right"} size={12} />}
      </span>
      <span className="min-w-0 truncate">{unit.name}</span>
      <span className="ml-auto font-plain text-ink-3">{formatNumber(unit.accounts)}</span>
    </Link>
  );
}
