import { db } from "#lib/db/client.ts";
import { readHealth } from "./health.ts";

export type EngineMetrics = Awaited<ReturnType<typeof engineMetrics>>;

type Labelled = { label: string; value: number };

/** What the metrics tell, by the database's clock and over all workers. It says nothing about anybody, so it needs no viewer. */
export async function engineMetrics() {
  const at = db();
  const [health, grants, waits, operations, letters, alarms, counts, budgets, state, overdue, due] =
    await Promise.all([
      readHealth(at),
      at.$queryRaw<Labelled[]>`
        select state::text as label, count(*)::int as value from access_grant
        where state in ('scheduled', 'granting', 'active', 'active-preexisting', 'revoking', 'revoke-blocked', 'contested') group by state`,
      at.$queryRaw<Labelled[]>`
        select coalesce(waits_for::text, 'turn') as label, count(*)::int as value from managed_assignment where due_at is not null group by 1`,
      at.$queryRaw<Labelled[]>`
        select kind::text as label, count(*)::int as value from aws_operation where settled_at is null group by kind`,
      at.$queryRaw<Labelled[]>`
        select state::text as label, count(*)::int as value from letter where state = 'queued' group by state`,
      at.$queryRaw<Labelled[]>`
        select kind as label, count(*)::int as value from alarm where closed_at is null group by kind`,
      at.engineCount.findMany({ orderBy: [{ name: "asc" }, { label: "asc" }] }),
      at.$queryRaw<{ name: string; calls: number; throttled: number }[]>`
        select name, calls::float8 as calls, throttled::float8 as throttled from aws_budget order by name`,
      at.engineState.findFirst(),
      at.$queryRaw<{ value: number }[]>`
        select count(*)::int as value from access_grant
        where state in ('granting', 'active', 'revoking', 'revoke-blocked')
          and least(ends_at, coalesce(withdrawn_at, ends_at)) <= gatehouse_now()`,
      at.$queryRaw<{ value: number }[]>`
        select coalesce(extract(epoch from gatehouse_now() - min(due_at)), 0)::float8 as value from managed_assignment
        where due_at <= gatehouse_now() and (lease_until is null or lease_until <= gatehouse_now())`,
    ]);
  return {
    health,
    grants,
    waits,
    operations,
    letters,
    alarms,
    counts,
    budgets,
    isDraining: state?.drainingSince !== null && state !== null,
    awsAheadSeconds: (state?.awsAheadMs ?? 0) / 1_000,
    overdue: overdue[0]?.value ?? 0,
    dueSeconds: due[0]?.value ?? 0,
  };
}
