import {
  type BoundedCount,
  type ChangeNoun,
  type ChangesPage,
  changeNouns,
} from "#lib/core/catalogue/change.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { beyond, type ChangePlace, changeStreams, type StreamFilters } from "./change-streams.ts";

/** Beyond this many of one noun nobody reads the exact number, and it would cost. */
const COUNTED = 2_000;
/** Telling drift asks the ledger for each row. */
const COUNTED_DRIFT = 500;

const none: BoundedCount = { value: 0, isMore: false };

/** How many changes the filters leave, by noun, and how many of those asked for lie before a place. */
export async function countChanges(
  filters: StreamFilters,
  place: ChangePlace | undefined,
): Promise<Pick<ChangesPage, "byNoun" | "total" | "skipped">> {
  const most = filters.driftOnly ? COUNTED_DRIFT : COUNTED;
  const streams = changeStreams({ ...filters, noun: undefined });
  if (streams.length === 0) return { byNoun: [], total: none, skipped: none };
  const parts = streams.map((stream) => {
    const isAsked = filters.noun === undefined || filters.noun === stream.noun;
    const newer =
      place && isAsked
        ? Prisma.sql`(select count(*) from (select from ${stream.table} v
            where ${stream.where} and ${beyond(stream, place, true).where} limit ${most + 1}) n)::int`
        : Prisma.sql`0`;
    return Prisma.sql`select ${stream.noun}::text as noun, ${newer} as newer,
      (select count(*) from (select from ${stream.table} v where ${stream.where} limit ${most + 1}) n)::int as value`;
  });
  const counted = await db().$queryRaw<{ noun: ChangeNoun; newer: number; value: number }[]>`
    ${Prisma.join(parts, " union all ")}`;
  const byNoun = changeNouns.flatMap((noun) => {
    const values = counted.flatMap((row) => (row.noun === noun ? [row.value] : []));
    return values.length === 0 ? [] : [{ noun, ...bounded(values, most) }];
  });
  const asked = counted.filter(({ noun }) => filters.noun === undefined || filters.noun === noun);
  return {
    byNoun,
    total: bounded(
      asked.map(({ value }) => value),
      most,
    ),
    skipped: bounded(
      counted.map(({ newer }) => newer),
      most,
    ),
  };
}

function bounded(values: readonly number[], most: number): BoundedCount {
  const sum = values.reduce((total, value) => total + Math.min(value, most), 0);
  return { value: sum, isMore: values.some((value) => value > most) };
}
