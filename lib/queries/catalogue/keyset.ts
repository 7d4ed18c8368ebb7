import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

/** Where a page of a list begins: after a row or before it, named by the row's id; at the beginning when neither is given. */
export type PagePlace = { after?: string | undefined; before?: string | undefined };

/** How many rows a page of a list holds. */
export const ROWS_ON_A_PAGE = 25;

/** One page of a list, and where it lies in the whole. */
export type Page<Row> = {
  rows: readonly Row[];
  /** Rows that lie before the first one shown. */
  skipped: number;
  /** Rows that the filters leave, over all pages. */
  total: number;
  /** Rows there are without any filter. */
  unfiltered: number;
};

export const emptyPage = { rows: [], skipped: 0, total: 0, unfiltered: 0 } as const;

/** An order that an index holds: by a value, and by the id among equals. */
export type Order = {
  /** The list's own table as `a` and its summary as `s`, joined so that the order's index leads. */
  from: Prisma.Sql;
  /** The same for counting, where one of the two is only read when a filter speaks of it; `from` when it is not said. */
  counted?: Prisma.Sql;
  value: Prisma.Sql;
  id: Prisma.Sql;
  /** Whether the value falls from row to row; the id rises. */
  falls: boolean;
};

/** A row's place in an order. */
export type Key = { value: string | number; id: string };

/** What a list's own query puts together: the rows from one place on, in one order; `key` is a column to select. */
export type Stretch = {
  from: Prisma.Sql;
  where: Prisma.Sql;
  order: Prisma.Sql;
  limit: number;
  key: Prisma.Sql;
};

/** What every row of a list has beside its own columns: the value by which the list is sorted, as `Stretch.key` selects it. */
export type Sorted = { sortedBy: string | number };

export type Listing<Row extends Sorted> = {
  order: Order;
  /** Whether the list is read from its end to its beginning. */
  isReversed: boolean;
  /** The list's own table as `a`, and its summary as `s` where the conditions speak of it. */
  counted: Prisma.Sql;
  conditions: readonly Prisma.Sql[];
  read: (stretch: Stretch) => Promise<Row[]>;
  idOf: (row: Row) => string;
};

/**
 * One page of a list and how much lies around it, in two steps: the anchor's place, then rows and counts side by side.
 * An anchor that is gone lets the list begin at its beginning.
 */
export async function readPage<Row extends Sorted>(list: Listing<Row>, place: PagePlace): Promise<Page<Row>> {
  const anchorId = place.after ?? place.before;
  const anchor = anchorId === undefined ? null : await keyOf(list.order, anchorId);
  const isBackwards = anchor !== null && place.after === undefined;
  const [rows, total, unfiltered, before] = await Promise.all([
    list.read(stretchOf(list, anchor, isBackwards, ROWS_ON_A_PAGE)),
    list.conditions.length > 0 ? countRows(list.counted, list.conditions) : null,
    countRows(list.counted, []),
    anchor ? countUpTo(list, anchor, !isBackwards) : 0,
  ]);
  if (isBackwards) rows.reverse();
  return {
    rows,
    skipped: isBackwards ? before - rows.length : before,
    total: total ?? unfiltered,
    unfiltered,
  };
}

const ROWS_OF_A_BATCH = 1_000;

/** Every row of a list in its order, read in batches, so that memory stays bounded however long the list is. */
export async function* readAll<Row extends Sorted>(list: Listing<Row>): AsyncGenerator<Row> {
  let from: Key | null = null;
  for (;;) {
    const rows: Row[] = await list.read(stretchOf(list, from, false, ROWS_OF_A_BATCH));
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_OF_A_BATCH) return;
    from = { value: last.sortedBy, id: list.idOf(last) };
  }
}

function stretchOf<Row extends Sorted>(
  list: Listing<Row>,
  from: Key | null,
  isBackwards: boolean,
  limit: number,
): Stretch {
  const { order, conditions, isReversed } = list;
  const isTurned = isReversed !== isBackwards;
  const all = from ? [...conditions, beyond(order, from, isTurned)] : conditions;
  const isFalling = order.falls !== isTurned;
  return {
    from: order.from,
    where: every(all),
    order: Prisma.sql`${order.value} ${isFalling ? Prisma.sql`desc` : Prisma.sql`asc`}, ${order.id} ${isTurned ? Prisma.sql`desc` : Prisma.sql`asc`}`,
    limit,
    key: Prisma.sql`${order.value} as "sortedBy"`,
  };
}

/** The rows that come after a key in the order; before it when the order is turned. */
function beyond({ value, id, falls }: Order, key: Key, isTurned: boolean): Prisma.Sql {
  const isAfter = isTurned ? Prisma.sql`<` : Prisma.sql`>`;
  if (!falls) return Prisma.sql`(${value}, ${id}) ${isAfter} (${key.value}, ${key.id})`;
  // The first comparison is the index's; the second keeps the rest of those that are equal.
  return isTurned
    ? Prisma.sql`(${value} >= ${key.value} and (${value} > ${key.value} or ${id} < ${key.id}))`
    : Prisma.sql`(${value} <= ${key.value} and (${value} < ${key.value} or ${id} > ${key.id}))`;
}

async function keyOf(order: Order, id: string): Promise<Key | null> {
  const [key] = await db().$queryRaw<Key[]>`
    select ${order.value} as value, ${order.id} as id from ${order.from} where ${order.id} = ${id}`;
  return key ?? null;
}

async function countRows(counted: Prisma.Sql, conditions: readonly Prisma.Sql[]): Promise<number> {
  const [row] = await db().$queryRaw<{ rows: number }[]>`
    select count(*)::int as rows from ${counted} where ${every(conditions)}`;
  return row?.rows ?? 0;
}

/** How many rows come before a key, the key's own row among them when it is asked for and the filters leave it. */
async function countUpTo<Row extends Sorted>(
  list: Listing<Row>,
  key: Key,
  isWithKey: boolean,
): Promise<number> {
  const { order, conditions, isReversed } = list;
  const counted = order.counted ?? order.from;
  const before = every([...conditions, beyond(order, key, !isReversed)]);
  const own = every([...conditions, Prisma.sql`${order.id} = ${key.id}`, Prisma.sql`${isWithKey}::boolean`]);
  const [row] = await db().$queryRaw<{ rows: number }[]>`
    select ((select count(*) from ${counted} where ${before})
      + (select count(*) from ${counted} where ${own}))::int as rows`;
  return row?.rows ?? 0;
}

function every(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], " and ");
}

/** The text to look for inside another, as a pattern of `like`: what the person typed has no wildcards. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
