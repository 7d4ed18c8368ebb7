/** How many rows a page of requests, grants or audit events holds. */
export const ROWS = 25;

/** Where a page of a list begins: after the row with this id, before it, or at the list's beginning. */
export type Place = { after?: string | undefined; before?: string | undefined };

/** One page of a list, and the ids that the pages beside it begin from. */
export type PageOf<Row> = {
  rows: readonly Row[];
  /** How many rows lie before these, and how many there are by these filters. */
  skipped: number;
  total: number;
  previous: string | null;
  next: string | null;
};

/** Whether the page is read from its end: only when it lies before a row, and after none. */
export function isBackwards({ after, before }: Place): boolean {
  return after === undefined && before !== undefined;
}

/**
 * A page out of what was read.
 * @param read at most one row more than a page; in reverse order when the page is read backwards
 * @param counted rows by these filters, and rows before the page's anchor, the anchor itself among them when the page comes after it
 */
export function pageOf<Row extends { id: string }>(
  read: readonly Row[],
  place: Place,
  counted: { total: number; before: number },
): PageOf<Row> {
  const backwards = isBackwards(place);
  const kept = read.slice(0, ROWS);
  const rows = backwards ? kept.toReversed() : kept;
  const skipped = backwards ? Math.max(counted.before - rows.length, 0) : counted.before;
  const first = rows.at(0);
  const last = rows.at(-1);
  return {
    rows,
    skipped,
    total: counted.total,
    previous: first && skipped > 0 ? first.id : null,
    next: last && skipped + rows.length < counted.total ? last.id : null,
  };
}
