import Link from "next/link";
import { Icon } from "#components/ui/icon.tsx";

type UnitTrailProps = {
  /** The units from the root down to the chosen one. */
  units: readonly { id: string; name: string; href: string }[];
};

/** Where in the organisation the list is: "Root › Workloads › Production". */
export function UnitTrail({ units }: UnitTrailProps) {
  return (
    <nav aria-label="Path of the unit" className="text-note text-ink-2 broad:pt-3">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
        {units.map(({ id, name, href }, index) => (
          <li key={id} className="inline-flex min-w-0 items-center gap-1.5">
            {index > 0 && <Icon name="chevron-right" size={12} className="flex-none text-ink-3" />}
            {index === units.length - 1 ? (
              <span aria-current="location" className="font-medium text-ink">
                {name}
              </span>
            ) : (
              <Link href={href} prefetch={false} scroll={false} className="py-1">
                {name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
