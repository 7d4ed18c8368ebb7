import { type ChangeNoun, changeNouns, type FirstRead } from "#lib/core/catalogue/change.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { isAbout, sourceOf } from "./change-sources.ts";
import type { StreamFilters } from "./change-streams.ts";

/** When the organisation was read for the first time; null before that. Every organisation has a unit, its root. */
export async function firstReadAt(): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    select least((select min(valid_from) from organisational_unit), (select min(valid_from) from organisational_unit_past)) as at`;
  return row?.at ?? null;
}

/** What the first read brought of what the filters ask for; null when they leave it out. */
export async function tellFirstRead(filters: StreamFilters): Promise<FirstRead | null> {
  const { firstReadAt: at, from, to, kind, driftOnly, run } = filters;
  if ((kind !== undefined && kind !== "appeared") || driftOnly || run !== undefined) return null;
  if ((from && at < from) || (to && at >= to)) return null;
  const parts = changeNouns.flatMap((noun) => {
    const source = sourceOf(noun);
    const about = isAbout(source, filters);
    if (about === null || (filters.noun !== undefined && filters.noun !== noun)) return [];
    return [
      Prisma.sql`select ${noun}::text as noun, (select count(*)::int from ${source.life} v where v.valid_from <= ${at} and ${about}) as value`,
    ];
  });
  if (parts.length === 0) return null;
  const counted = await db().$queryRaw<
    { noun: ChangeNoun; value: number }[]
  >`${Prisma.join(parts, " union all ")}`;
  const rows = counted.filter(({ value }) => value > 0);
  return rows.length === 0 ? null : { at, rows };
}
