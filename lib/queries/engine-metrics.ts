import { alarmKinds } from "#lib/core/alarm-kinds.ts";
import { readBudgets } from "#lib/db/budgets.ts";
import { db } from "#lib/db/client.ts";
import { readHealth } from "./health.ts";

export type EngineMetrics = Awaited<ReturnType<typeof engineMetrics>>;

export type Labelled = { label: string; value: number };

const LIVING = [
  "scheduled",
  "granting",
  "active",
  "active-preexisting",
  "revoking",
  "revoke-blocked",
  "contested",
] as const;

/** Says 0 of what there is none of: a series that comes and goes cannot be told from one that is not there. */
function withNone(labels: readonly string[], rows: readonly Labelled[]): readonly Labelled[] {
  const none = labels.filter((label) => !rows.some((row) => row.label === label));
  return [...rows, ...none.map((label) => ({ label, value: 0 }))];
}

/** What the metrics tell, by the database's clock and over all workers. It says nothing about anybody, so it needs no viewer. */
export async function engineMetrics() {
  const at = db();
  const [health, grants, waits, operations, letters, alarms, counts, budgets, state, webhooks, due] =
    await Promise.all([
      readHealth(at),
      at.$queryRaw<Labelled[]>`
        select state::text as label, count(*)::int as value from access_grant where state = any(${[...LIVING]}::grant_state[]) group by state`,
      at.$queryRaw<Labelled[]>`
        select coalesce(waits_for::text, 'turn') as label, count(*)::int as value from managed_assignment where due_at is not null group by 1`,
      at.$queryRaw<Labelled[]>`
        select kind::text as label, count(*)::int as value from aws_operation where settled_at is null group by kind`,
      at.letter.count({ where: { state: "queued" } }),
      at.$queryRaw<Labelled[]>`
        select kind as label, count(*)::int as value from alarm where closed_at is null group by kind`,
      at.engineCount.findMany({ orderBy: [{ name: "asc" }, { label: "asc" }] }),
      readBudgets(),
      at.engineState.findFirst(),
      at.$queryRaw<{ waiting: number; oldestSeconds: number; off: number }[]>`
        select count(*)::int as waiting, greatest(coalesce(extract(epoch from gatehouse_now() - min(waiting_since)), 0), 0)::float8 as "oldestSeconds",
          (select count(*)::int from hook where off_fingerprint = fingerprint) as off
        from hook_delivery where state = 'waiting'`,
      at.$queryRaw<{ value: number }[]>`
        select coalesce(extract(epoch from gatehouse_now() - min(due_at)), 0)::float8 as value from managed_assignment
        where due_at <= gatehouse_now() and (lease_until is null or lease_until <= gatehouse_now())`,
    ]);
  return {
    health,
    grants: withNone(LIVING, grants),
    waits,
    operations: withNone(["create", "delete"], operations),
    letters,
    webhooks: webhooks[0] ?? { waiting: 0, oldestSeconds: 0, off: 0 },
    alarms: withNone(Object.keys(alarmKinds), alarms),
    counts,
    budgets,
    isDraining: state !== null && state.drainingSince !== null,
    awsAheadSeconds: state && state.awsAheadMs !== null ? state.awsAheadMs / 1_000 : null,
    dueSeconds: due[0]?.value ?? 0,
  };
}
