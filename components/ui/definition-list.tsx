import type { ReactNode } from "react";

export type Definition = { term: ReactNode; value: ReactNode; key?: string };

/** Terms at the left, what they are at the right. */
export function DefinitionList({
  items,
  className = "",
}: {
  items: readonly Definition[];
  className?: string;
}) {
  return (
    <dl className={`grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 pt-3 ${className}`}>
      {items.map(({ term, value, key }, index) => (
        <div key={key ?? (typeof term === "string" ? term : index)} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
