import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";

export type Crumb = { label: string; href?: string };

type PageHeadProps = {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  /** Beside the title: an id with its copy button, a state. */
  aside?: ReactNode;
  actions?: ReactNode;
  sub?: ReactNode;
};

/** Where one is, what this is, and what may be done with it. */
export function PageHead({ title, crumbs = [], aside, actions, sub }: PageHeadProps) {
  return (
    <>
      {crumbs.length > 0 && (
        <nav aria-label="Path" className="mb-1 text-note text-ink-2">
          <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
            {crumbs.map(({ label, href }, index) => (
              <li key={label} className="inline-flex items-center gap-1.5">
                {index > 0 && <Icon name="chevron-right" size={12} className="text-ink-3" />}
                {href === undefined ? (
                  <span>{label}</span>
                ) : (
                  <Link href={href} prefetch={false} className="py-1">
                    {label}
                  </Link>
                )}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-2">
        <h1 className="min-w-0 wrap-anywhere text-h1 font-strong tracking-[-0.012em]">{title}</h1>
        {aside}
        {actions && (
          <div className="flex flex-wrap items-center gap-2 max-wide:w-full wide:ml-auto">{actions}</div>
        )}
        {sub && (
          <div className="basis-full text-ink-2">
            <p className="max-w-measure wrap-anywhere">{sub}</p>
          </div>
        )}
      </div>
    </>
  );
}
