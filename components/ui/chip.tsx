import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";

type ChipProps = {
  field: string;
  value: ReactNode;
  /** The page without this filter. */
  removeHref: string;
};

/** A filter that is on. */
export function Chip({ field, value, removeHref }: ChipProps) {
  return (
    <span className="inline-flex min-h-7 items-center rounded-control border border-line-2 bg-surface max-wide:min-h-9">
      <span className="pr-1 pl-2 text-ink-2">{field}</span>
      <b className="pr-1 font-medium">{value}</b>
      <Link
        href={removeHref}
        prefetch={false}
        scroll={false}
        aria-label={`Remove filter: ${field}`}
        className="grid size-7 place-items-center rounded-control text-ink-3 hover:bg-hover hover:text-ink max-wide:size-9"
      >
        <Icon name="x" size={13} />
      </Link>
    </span>
  );
}
