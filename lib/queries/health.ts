import { type Db, db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { heldByAnother } from "#lib/db/held-by-another.ts";

export type Health = {
  /** Seconds since a worker last said that it lives; null when none ever did. */
  heartbeatSeconds: number | null;
  /** How many accesses should be gone and are not. */
  overdueRemovals: number;
  /** Seconds since the end of the access that should be gone longest and is not; 0 when none is. */
  overdueRemovalSeconds: number;
  /** Seconds since AWS was last read in full; null before the first time. */
  syncSeconds: number | null;
};

/** How the worker and the ledger stand, by the database's clock. Says nothing about anybody, so it needs no viewer. */
export async function readHealth(at: Db = db()): Promise<Health> {
  const [row] = await at.$queryRaw<Health[]>`
    with clock as materialized (select gatehouse_now() as now),
    overdue as (
      select least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)) as since
      from access_grant g, clock
      where g.state in ('granting', 'active', 'revoking', 'revoke-blocked')
        and least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)) <= clock.now
        and not ${heldByAnother(Prisma.sql`clock.now`)}
    )
    select
      (select extract(epoch from clock.now - max(beat_at))::float8 from heartbeat) as "heartbeatSeconds",
      (select count(*)::int from overdue) as "overdueRemovals",
      coalesce((select extract(epoch from clock.now - min(since))::float8 from overdue), 0) as "overdueRemovalSeconds",
      (select extract(epoch from clock.now - max(finished_at))::float8 from sync_run where state = 'done') as "syncSeconds"
    from clock`;
  if (!row) throw new Error("The database did not answer.");
  return row;
}
