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
        <nav
          key={label}
          aria-label={label}
          className="grid gap-x-4 gap-y-1 wide:col-span-2 wide:grid-cols-subgrid"
        >
          <span className="pt-1 text-note text-ink-2">{label}</span>
          <span className="flex min-w-0 flex-wrap items-center gap-1.5">
            {choices.map((choice) => (
              <Link
                key={choice.href}
                href={choice.href}
                prefetch={false}
                scroll={false}
                {...(choice.current && { "aria-current": "true" as const })}
                className={choiceLook}
              >
                <span className="min-w-0 truncate">{choice.label}</span>
                {choice.count !== undefined && (
                  <span className="text-ink-3">{formatNumber(choice.count)}</span>
                )}
              </Link>
            ))}
            {children}
          </span>
        </nav>
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

/** What opens the panel. */
export function AddFilter({ href, isOpen }: { href: string; isOpen: boolean }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      {...(isOpen && { "aria-current": "true" as const })}
      className="inline-flex min-h-7 items-center gap-1 rounded-control border border-dashed border-edge px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-accent-wash max-wide:min-h-9"
    >
      <Icon name="plus" size={13} />
      Filter
    </Link>
  );
}
