import type { AlarmFacts, FaultyRow, LateGrant } from "#lib/core/alarms.ts";
import type { Db } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { heldByAnother } from "./held-by-another.ts";

const DAY_MS = 24 * 3_600_000;
/** A letter is due within a quarter of an hour of being made; each attempt that fails moves `due_at` on, so that it cannot tell how late one is. */
const LETTER_LATE_MS = 30 * 60_000;
/** Counted from when a delivery began to wait: each try that fails moves `due_at` on. */
const WEBHOOK_LATE_MS = 60 * 60_000;
/** Beyond this an operator knows enough, and the page has the rest. */
const MOST = 200;

/** Reads what alarms follow from, by the database's clock. */
export async function readAlarmFacts(at: Db, now: Date, syncEveryMs: number): Promise<AlarmFacts> {
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const since = (moment: Date) => now.getTime() - moment.getTime();
  const [late, faulty, unfinished, workers, letters, webhooks, syncs, state] = await Promise.all([
    at.$queryRaw<LateGrant[]>`
      select g.id::text as "grantId", g.state::text as state,
        r.permission_set_name || ' in ' || r.account_name || ' for ' || r.requester_name as role,
        (extract(epoch from ${now} - least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at))) * 1000)::float8 as "overdueMs",
        m.fault_message as "awsSaid"
      from access_grant g join request r on r.id = g.request_id left join managed_assignment m on m.id = g.managed_assignment_id
      where g.state in ('granting', 'active', 'revoking', 'revoke-blocked', 'contested')
        and least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)) <= ${now}
        and (g.state = 'contested' or not ${heldByAnother(Prisma.sql`${now}`)})
      order by least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)) limit ${MOST}`,
    at.$queryRaw<FaultyRow[]>`
      select m.id::text as id, m.fault_kind as kind, m.faults, m.fault_message as message,
        coalesce(s.name, m.permission_set_arn) || ' in ' || coalesce(a.name, m.account_id) as role
      from managed_assignment m left join permission_set s on s.arn = m.permission_set_arn left join account a on a.id = m.account_id
      where m.fault_since is not null order by m.fault_since limit ${MOST}`,
    at.$queryRaw<{ id: string; role: string; kind: "create" | "delete" }[]>`
      select o.id::text as id, o.kind::text as kind,
        coalesce(s.name, m.permission_set_arn) || ' in ' || coalesce(a.name, m.account_id) as role
      from managed_assignment m join aws_operation o on o.managed_assignment_id = m.id
        left join permission_set s on s.arn = m.permission_set_arn left join account a on a.id = m.account_id
      where m.due_at is not null and o.outcome = 'unfinished' and o.settled_at > ${dayAgo}
      order by o.settled_at limit ${MOST}`,
    at.heartbeat.findMany({ select: { workerId: true, host: true, startedAt: true, beatAt: true } }),
    at.$queryRaw<{ late: number; undeliverable: number }[]>`
      select (select count(*)::int from letter where state = 'queued' and created_at < ${new Date(now.getTime() - LETTER_LATE_MS)}) as late,
        (select count(*)::int from letter where state = 'undeliverable' and created_at > ${dayAgo}) as undeliverable`,
    at.$queryRaw<{ late: number; off: string[] }[]>`
      select (select count(*)::int from hook_delivery where state = 'waiting' and waiting_since < ${new Date(now.getTime() - WEBHOOK_LATE_MS)}) as late,
        array(select name from hook where off_fingerprint = fingerprint and configured_at > ${dayAgo} order by name) as off`,
    at.syncRun.findFirst({
      where: { state: "done" },
      orderBy: { finishedAt: { sort: "desc", nulls: "last" } },
      select: { finishedAt: true },
    }),
    at.engineState.findFirst({ select: { awsAheadMs: true } }),
  ]);
  return {
    late,
    faulty,
    unfinished,
    workers: workers.map(({ workerId, host, startedAt, beatAt }) => ({
      workerId,
      host,
      silentMs: since(beatAt),
      startedMsAgo: since(startedAt),
    })),
    letters: letters[0] ?? { late: 0, undeliverable: 0 },
    webhooks: webhooks[0] ?? { late: 0, off: [] },
    catalogueMs: syncs?.finishedAt ? since(syncs.finishedAt) : null,
    syncEveryMs,
    awsAheadMs: state?.awsAheadMs ?? null,
  };
}
