import { parseAccepted, parseImplausible } from "#lib/core/catalogue/plausibility.ts";
import type { SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { parseProgress } from "./parse-progress.ts";

type Row = Omit<SyncRun, "askedBy" | "implausible" | "accepts" | "progress"> & {
  askedById: string | null;
  askedByName: string | null;
  implausible: unknown;
  accepts: unknown;
  progress: unknown;
};

/**
 * Runs `r` of the table `sync_run`, as pages list them. Who asks for them has been through the gate.
 * @param condition on `r`
 * @param order of `r`
 */
export async function listedRuns(
  condition: Prisma.Sql,
  order: Prisma.Sql,
  limit: number,
): Promise<SyncRun[]> {
  const rows = await db().$queryRaw<Row[]>`
    select r.id, r.state, r.depth, r.asked_by_id as "askedById", p.display_name as "askedByName",
      r.asked_at as "askedAt", r.started_at as "startedAt", r.finished_at as "finishedAt", r.failure,
      r.implausible, r.accepts, r.progress
    from sync_run r left join person p on p.id = r.asked_by_id
    where ${condition} order by ${order} limit ${limit}`;
  return rows.map(({ askedById, askedByName, ...row }) => ({
    ...row,
    askedBy: askedById === null ? null : { id: askedById, name: askedByName ?? "Somebody who is gone" },
    implausible: parseImplausible(row.implausible),
    accepts: parseAccepted(row.accepts),
    progress: parseProgress(row.progress),
  }));
}

/** The newest first. */
export const newestFirst = Prisma.sql`r.asked_at desc, r.id`;
