import type { SyncDepth, SyncRun, SyncState } from "#lib/core/catalogue/sync-run.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { emptyPage, type Page, type PagePlace, ROWS_ON_A_PAGE } from "./keyset.ts";
import { listedRuns, newestFirst } from "./listed-runs.ts";

/** A place is named by a run's id. */
export type SyncRunFilters = PagePlace & {
  state?: SyncState | undefined;
  depth?: SyncDepth | undefined;
  /** Asked for by the timer, by anybody, or by the person with this id. */
  by?: string | undefined;
};

/** One page of the reads of AWS that the filters leave, the newest first. Nobody but readers gets any. */
export async function syncRunsFor(viewer: Viewer, filters: SyncRunFilters): Promise<Page<SyncRun>> {
  if (!mayReadEverything(viewer)) return emptyPage;
  const where = matching(filters);
  const { place, order } = await placeOf(filters);
  const rows = await listedRuns(Prisma.sql`${where} and ${place}`, order, ROWS_ON_A_PAGE);
  if (filters.before !== undefined && filters.after === undefined) rows.reverse();
  const [first] = rows;
  const newer = first
    ? Prisma.sql`(r.asked_at > ${first.askedAt}::timestamptz or (r.asked_at = ${first.askedAt}::timestamptz and r.id < ${first.id}::uuid))`
    : Prisma.sql`false`;
  const [counts] = await db().$queryRaw<{ total: number; unfiltered: number; skipped: number }[]>`
    select count(*) filter (where ${where})::int as total, count(*)::int as unfiltered,
      count(*) filter (where ${where} and ${newer})::int as skipped
    from sync_run r`;
  return {
    rows,
    total: counts?.total ?? 0,
    unfiltered: counts?.unfiltered ?? 0,
    skipped: counts?.skipped ?? 0,
  };
}

function matching({ state, depth, by }: SyncRunFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (state) conditions.push(Prisma.sql`r.state = ${state}::sync_state`);
  if (depth) conditions.push(Prisma.sql`r.depth = ${depth}::sync_depth`);
  if (by === "timer") conditions.push(Prisma.sql`r.asked_by_id is null`);
  else if (by === "people") conditions.push(Prisma.sql`r.asked_by_id is not null`);
  else if (by) conditions.push(Prisma.sql`r.asked_by_id = ${by}`);
  return Prisma.join(conditions, " and ");
}

/** Behind or before a run; from the newest on when that run is gone. */
async function placeOf({ after, before }: PagePlace): Promise<{ place: Prisma.Sql; order: Prisma.Sql }> {
  const id = after ?? before;
  const anchor =
    id === undefined ? null : await db().syncRun.findUnique({ where: { id }, select: { askedAt: true } });
  if (!anchor) return { place: Prisma.sql`true`, order: newestFirst };
  const at = Prisma.sql`${anchor.askedAt}::timestamptz`;
  if (after !== undefined) {
    return {
      place: Prisma.sql`r.asked_at <= ${at} and (r.asked_at < ${at} or r.id > ${id}::uuid)`,
      order: newestFirst,
    };
  }
  return {
    place: Prisma.sql`r.asked_at >= ${at} and (r.asked_at > ${at} or r.id < ${id}::uuid)`,
    order: Prisma.sql`r.asked_at, r.id desc`,
  };
}
