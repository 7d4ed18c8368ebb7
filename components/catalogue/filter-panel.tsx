import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { formatNumber } from "#lib/format.ts";

export type FilterChoice = { label: string; href: string; current: boolean; count?: number };

export type FilterGroup = {
  label: string;
  choices: readonly FilterChoice[];
  /** After the choices: a field for what is not among them. */
  children?: ReactNode;
};

const choiceLook =
  "inline-flex min-h-6.5 max-w-full items-center gap-1.5 rounded-control border border-line-2 px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:border-accent aria-[current]:bg-accent-wash aria-[current]:text-ink max-wide:min-h-9";

/** Every filter that a list knows, each choice a page of its own. Opened and closed by the address. */
export function FilterPanel({ groups, closeHref }: { groups: readonly FilterGroup[]; closeHref: string }) {
  return (
    <section
      aria-label="Choose filters"
      className="mb-3 grid gap-x-4 gap-y-2.5 border-y border-line py-3 wide:grid-cols-[8rem_minmax(0,1fr)]"
    >
      {groups.map(({ label, choices, children }) => (
        <div key={label} className="grid gap-x-4 gap-y-1 wide:col-span-2 wide:grid-cols-subgrid">
          <span aria-hidden="true" className="pt-1 text-note text-ink-2">
            {label}
          </span>
          <ul aria-label={label} className="flex min-w-0 flex-wrap items-center gap-1.5">
            {choices.map((choice) => (
              <li key={choice.label} className="max-w-full">
                <Choice choice={choice} />
              </li>
            ))}
            {children && <li className="max-wide:w-full">{children}</li>}
          </ul>
        </div>
      ))}
      <Link
        href={closeHref}
        prefetch={false}
        scroll={false}
        className="link inline-flex items-center gap-1 justify-self-start py-1 wide:col-start-2"
      >
        <Icon name="x" size={13} />
        Done
      </Link>
    </section>
  );
}

function Choice({ choice: { label, href, current, count } }: { choice: FilterChoice }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      {...(current && { "aria-current": "true" as const })}
      className={choiceLook}
    >
      <span className="min-w-0 truncate">{label}</span>
      {count !== undefined && <span className="text-ink-3">{formatNumber(count)}</span>}
    </Link>
  );
}

/** What opens the panel, and closes it again. */
export function AddFilter({ href, isOpen }: { href: string; isOpen: boolean }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-expanded={isOpen}
      className="inline-flex min-h-7 items-center gap-1 rounded-control border border-dashed border-edge px-2 text-ink-2 hover:bg-hover hover:text-ink aria-expanded:bg-accent-wash max-wide:min-h-9"
    >
      <Icon name="plus" size={13} />
      Filter
    </Link>
  );
}
