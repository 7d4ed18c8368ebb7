import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode };

/** A few facts about the thing of the page, in a row between two hairlines. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="mb-6 grid grid-cols-2 border-y border-line max-wide:border-b-0 wide:flex wide:flex-wrap">
      {facts.map(({ label, value }) => (
        <div
          key={label}
          className="min-w-0 border-line py-2 pr-3 max-wide:border-b wide:mr-6 wide:border-r wide:pr-6 wide:last:mr-0 wide:last:border-r-0"
        >
          <dt className="text-note text-ink-3">{label}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
