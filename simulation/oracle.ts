import type pg from "pg";
import type { Role } from "./grants.ts";

export type GrantSeen = {
  id: string;
  state: string;
  startsAt: Date;
  endsAt: Date;
  withdrawnAt: Date | null;
  createdAt: Date;
  endedAt: Date | null;
  endReason: string | null;
  personId: string;
  accountId: string;
};

const FINISHED = new Set(["ended", "cancelled", "invalidated", "grant-failed"]);

export const keyOf = ({ personId, accountId }: { personId: string; accountId: string }) =>
  `${personId} ${accountId}`;

export const isFinished = (grant: GrantSeen) => FINISHED.has(grant.state);

/** Until when the grant wanted its assignment. */
export function until(grant: GrantSeen): Date {
  return grant.withdrawnAt && grant.withdrawnAt < grant.endsAt ? grant.withdrawnAt : grant.endsAt;
}

export async function grantsOf(owner: pg.Client): Promise<GrantSeen[]> {
  const { rows } = await owner.query<GrantSeen>(
    `select id::text as id, state::text as state, starts_at as "startsAt", ends_at as "endsAt", withdrawn_at as "withdrawnAt",
       created_at as "createdAt", ended_at as "endedAt", end_reason as "endReason", person_id as "personId", account_id as "accountId"
     from access_grant order by id`,
  );
  return rows;
}

/** What stands in AWS, of the roles that are played with, and who made it as far as the simulation itself knows. */
export type Truth = {
  /** Who made what stands, by role. */
  madeBy: Map<string, "ours" | "somebody">;
  /** Made by somebody while the ledger could know that it was not us, with the moment. */
  knownForeign: Map<string, Date>;
};

/** Whether something of ours is, or may be, on its way for this role: then nobody can tell whose a new assignment is. */
export async function isOursUnderWay(owner: pg.Client, role: Role): Promise<boolean> {
  const { rows } = await owner.query<{ is: boolean }>(
    `select exists (
       select from managed_assignment m
       where m.person_id = $1 and m.account_id = $2 and (m.seen = 'present' or m.lease_until is not null or exists (
         select from aws_operation o where o.managed_assignment_id = m.id and o.kind = 'create'
           and (o.settled_at is null or o.outcome in ('unknown', 'unfinished')
             -- Done, and no list that no longer lags has said that it is not there.
             or (o.outcome = 'succeeded' and o.settled_at + interval '30 seconds' > coalesce(m.seen_at, '-infinity')))))) as is`,
    [role.personId, role.accountId],
  );
  return rows[0]?.is ?? false;
}

/**
 * Whether the ledger had to believe that a create of ours made what somebody made: one that may have been sent was written down before any list
 * had to show that somebody was first.
 */
export async function looksLikeOurs(owner: pg.Client, role: Role, madeAt: Date): Promise<boolean> {
  const { rows } = await owner.query<{ is: boolean }>(
    `select exists (
       select from managed_assignment m join aws_operation o on o.managed_assignment_id = m.id
       where m.person_id = $1 and m.account_id = $2 and o.kind = 'create' and (o.settled_at is null or o.outcome in ('unknown', 'unfinished'))
         and o.started_at >= $3 and o.started_at < $3::timestamptz + interval '30 seconds') as is`,
    [role.personId, role.accountId, madeAt],
  );
  return rows[0]?.is ?? false;
}

/** The intent that a call of AWS stands for, judged by the rows: what was wanted when it was written down. */
export async function brokenIntent(
  owner: pg.Client,
  role: Role,
  kind: "create" | "delete",
): Promise<string | null> {
  const { rows } = await owner.query<{ wanted: boolean; intent: boolean }>(
    `select exists (
        select from access_grant g
        where g.person_id = $1 and g.account_id = $2 and g.created_at <= o.started_at - $4::interval and g.starts_at <= o.started_at and g.ends_at > o.started_at
          and (g.withdrawn_at is null or g.withdrawn_at >= o.started_at + $4::interval)
          and (g.ended_at is null or g.ended_at > o.started_at)) as wanted, true as intent
     from managed_assignment m join aws_operation o on o.managed_assignment_id = m.id
     where m.person_id = $1 and m.account_id = $2 and o.kind = $3::aws_operation_kind order by o.started_at desc, o.id desc limit 1`,
    // What happened in the very moment of a delete's intent may have come after it, or before.
    [role.personId, role.accountId, kind, kind === "delete" ? "1 millisecond" : "0"],
  );
  const [row] = rows;
  if (!row) return `S1: a ${kind} without a committed intent`;
  if (kind === "create" && !row.wanted) return "S1: a create that no approved grant wants";
  if (kind === "delete" && row.wanted) return "S3: a delete while a grant wants the assignment";
  return null;
}

/** Broken at any moment: S4, and that nothing is called active that no look has shown. */
export async function brokenNow(owner: pg.Client, slots: number): Promise<string | null> {
  const { rows } = await owner.query<{ broken: string }>(
    `select 'S4: ' || count(*) || ' operations open' as broken from aws_operation where settled_at is null having count(*) > $1
     union all
     select 'S3: active at ' || g.active_at || ' without a look that began after the last operation' from access_grant g
       join managed_assignment m on m.id = g.managed_assignment_id
     where g.state = 'active' and g.active_at = (select now from simulation.clock)
       and (m.seen is distinct from 'present' or m.seen_at < coalesce((
         select max(o.settled_at) from aws_operation o where o.managed_assignment_id = m.id and o.settled_at < g.active_at), '-infinity'))`,
    [slots],
  );
  return rows[0]?.broken ?? null;
}

/** S6 and S9: each state is entered once, and each time with one event. */
export async function brokenEvents(owner: pg.Client): Promise<string | null> {
  const { rows } = await owner.query<{ broken: string }>(
    `select 'S9: ' || count(*) || ' events ' || action || ' of one grant' as broken from audit_event
     where action like 'grant.%' group by grant_id, action having count(*) > 1
     union all
     select 'S9: a grant is ' || g.state || ' without an event' from access_grant g
     where g.state <> 'scheduled' and not exists (
       select from audit_event e where e.grant_id = g.id and e.action = 'grant.' || g.state)`,
  );
  return rows[0]?.broken ?? null;
}

/** What the ledger holds of every role that is not at rest for good, for whoever reads a failing seed. */
export async function rowsTold(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ line: string }>(
    `select concat_ws(' ', 'row', right(m.id::text, 3), m.origin, m.seen, 'due', m.due_at::time, 'waits for', m.waits_for, 'lease', m.lease_until::time,
       m.fault_kind, (select string_agg(right(g.id::text, 3) || ' ' || g.state, ', ') from access_grant g where g.managed_assignment_id = m.id
         and g.ended_at is null), (select string_agg(concat_ws(' ', o.kind, coalesce(o.outcome::text, 'open'), 'in place', o.slot), ', ' order by o.started_at)
         from aws_operation o where o.managed_assignment_id = m.id)) as line
     from managed_assignment m order by m.id`,
  );
  return rows.map(({ line }) => line);
}
