import type { ReactNode } from "react";

/** The filters above a table, in one row that wraps. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <fieldset className="mt-3 mb-3 flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">Filters</legend>
      {children}
    </fieldset>
  );
}
