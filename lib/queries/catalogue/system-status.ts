import type { SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { awsBudgets } from "./aws-budgets.ts";
import { latestRefreshes } from "./latest-refreshes.ts";
import { listedRuns, newestFirst } from "./listed-runs.ts";
import { syncAge } from "./sync-age.ts";

const RUNS_SHOWN = 8;

/** The latest reads of AWS, the newest first. Nobody but readers gets any. */
export async function latestRuns(viewer: Viewer): Promise<readonly SyncRun[]> {
  if (!mayReadEverything(viewer)) return [];
  return listedRuns(Prisma.sql`true`, newestFirst, RUNS_SHOWN);
}

export type WorkerSeen = { workerId: string; host: string; startedAt: Date; beatAt: Date };

/** The workers of the last day, the liveliest first. Nobody but readers gets any. */
export async function workersSeen(viewer: Viewer, now: Date): Promise<readonly WorkerSeen[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().heartbeat.findMany({
    where: { beatAt: { gt: new Date(now.getTime() - 86_400_000) } },
    orderBy: { beatAt: "desc" },
    take: 10,
    select: { workerId: true, host: true, startedAt: true, beatAt: true },
  });
}

export type OpenOperation = {
  id: string;
  kind: "create" | "delete";
  accountId: string;
  accountName: string | null;
  permissionSetName: string | null;
  personName: string | null;
  startedAt: Date;
};

/** AWS operations under way, the oldest first. Nobody but readers gets any. */
export async function openOperations(viewer: Viewer): Promise<readonly OpenOperation[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<OpenOperation[]>`
    select o.id, o.kind, o.account_id as "accountId", account.name as "accountName",
      s.name as "permissionSetName", person.display_name as "personName", o.started_at as "startedAt"
    from aws_operation o
    join managed_assignment m on m.id = o.managed_assignment_id
    left join account on account.id = o.account_id
    left join permission_set s on s.arn = m.permission_set_arn
    left join person on person.id = m.person_id
    where o.settled_at is null
    order by o.started_at`;
}

export type StuckGrant = {
  grantId: string;
  state: "revoke-blocked" | "contested";
  personName: string;
  accountName: string;
  permissionSetName: string;
  /** When it was to be gone: its end, or when it was ended early. */
  endsAt: Date;
  /** What AWS said last. */
  fault: string | null;
  tries: number;
};

/** Grants whose removal AWS refuses or a person must judge, the most overdue first. Nobody but readers gets any. */
export async function stuckGrants(viewer: Viewer): Promise<readonly StuckGrant[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<StuckGrant[]>`
    select g.id as "grantId", g.state, r.requester_name as "personName", r.account_name as "accountName",
      r.permission_set_name as "permissionSetName", least(g.ends_at, g.withdrawn_at) as "endsAt",
      m.fault_message as fault, coalesce(m.faults, 0) as tries
    from access_grant g
    join request r on r.id = g.request_id
    left join managed_assignment m on m.id = g.managed_assignment_id
    where g.state in ('revoke-blocked', 'contested')
    order by least(g.ends_at, g.withdrawn_at)`;
}

export type LettersWaiting = { waiting: number; oldestDueAt: Date | null; undeliverable: number };

/** Letters that are due and not sent, and those that could not be delivered. Null for everyone but readers. */
export async function lettersWaiting(viewer: Viewer, now: Date): Promise<LettersWaiting | null> {
  if (!mayReadEverything(viewer)) return null;
  const due = { state: "queued", dueAt: { lte: now } } as const;
  const [queued, undeliverable] = await Promise.all([
    db().letter.aggregate({ where: due, _count: true, _min: { dueAt: true } }),
    db().letter.count({ where: { state: "undeliverable" } }),
  ]);
  return { waiting: queued._count, oldestDueAt: queued._min.dueAt, undeliverable };
}

/** Everything that the status page shows, read side by side. Nobody but readers gets more than the age of the catalogue. */
export async function systemStatus(viewer: Viewer, now: Date) {
  const [age, runs, workers, operations, stuck, letters, budgets, refreshes] = await Promise.all([
    syncAge(viewer, now),
    latestRuns(viewer),
    workersSeen(viewer, now),
    openOperations(viewer),
    stuckGrants(viewer),
    lettersWaiting(viewer, now),
    awsBudgets(viewer),
    latestRefreshes(viewer),
  ]);
  return { age, runs, workers, operations, stuck, letters, budgets, refreshes };
}
