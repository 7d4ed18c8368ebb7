import type { SortDirection } from "#components/ui/head-cell.tsx";

type Sorting<Sort extends string> = { sort: Sort | undefined; order: "reversed" | undefined };

/** What the head of a column says of the list's order, and where it leads: to its own order first, then to that order turned round. */
export function sortOf<Sort extends string>(
  { sort, order }: Partial<Sorting<Sort>>,
  by: Sort,
  begins: SortDirection,
  hrefOf: (sorting: Sorting<Sort>) => string,
): { href: string; now: SortDirection | null } {
  const own = by === "name" ? undefined : by;
  if ((sort ?? "name") !== by) return { href: hrefOf({ sort: own, order: undefined }), now: null };
  if (order === undefined) return { href: hrefOf({ sort: own, order: "reversed" }), now: begins };
  return { href: hrefOf({ sort: own, order: undefined }), now: turned[begins] };
}

const turned = {
  ascending: "descending",
  descending: "ascending",
} as const satisfies Record<SortDirection, SortDirection>;
