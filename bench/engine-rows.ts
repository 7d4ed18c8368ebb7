import type pg from "pg";
import type { Standing } from "./engine-words.ts";

/**
 * Takes standing assignments for ours: a request, a yes, an active grant and the ledger's row of each, as the engine leaves them.
 * @param endsAt the end of the grant with this index
 */
export async function holdAll(
  owner: pg.Client,
  instanceArn: string,
  standing: readonly Standing[],
  endsAt: (index: number) => Date,
): Promise<void> {
  const rows = standing.map((one, index) => ({ ...one, ends: endsAt(index).toISOString() }));
  await owner.query("set session_replication_role = replica");
  await owner.query(
    `with asked as (
       select gen_random_uuid() as request, gen_random_uuid() as grant_id, gen_random_uuid() as held, r.*, r.ends::timestamptz as ends_at
       from jsonb_to_recordset($1::jsonb) as r ("accountId" text, "permissionSetArn" text, "personId" text, ends text)
     ), requests as (
       insert into request (id, requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes,
         reason, rule_id, rule_name, rule_version, state, created_at, lapses_at, settled_at)
       select request, "personId", 'Somebody', "accountId", 'an account', "permissionSetArn", 'A set', 60, 'A bench.', gen_random_uuid(), 'A rule', 1,
         'approved', ends_at - interval '2 hours', ends_at, ends_at - interval '1 hour' from asked
     ), held_rows as (
       insert into managed_assignment (id, instance_arn, account_id, permission_set_arn, person_id, origin, seen, seen_at, create_attempts, due_at, created_at)
       select held, $2, "accountId", "permissionSetArn", "personId", 'ours', 'present', ends_at - interval '1 minute', 1, ends_at, ends_at - interval '1 hour'
       from asked
     ), operations as (
       insert into aws_operation (managed_assignment_id, account_id, kind, slot, request_id, started_at, settled_at, outcome)
       select held, "accountId", 'create', 1, gen_random_uuid()::text, ends_at - interval '59 minutes', ends_at - interval '58 minutes', 'succeeded' from asked
     )
     insert into access_grant (id, request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, created_at,
       state, managed_assignment_id, active_at)
     select grant_id, request, "personId", "accountId", "permissionSetArn", ends_at - interval '1 hour', ends_at, 60, 'x', ends_at - interval '1 hour',
       'active', held, ends_at - interval '58 minutes' from asked`,
    [JSON.stringify(rows), instanceArn],
  );
  await owner.query("set session_replication_role = origin");
}

/** A long past: grants that have ended, each with two events, the way tables grow over years. */
export async function writePast(owner: pg.Client, grants: number): Promise<void> {
  await owner.query("set session_replication_role = replica");
  await owner.query(
    `insert into managed_assignment (instance_arn, account_id, permission_set_arn, person_id, created_at)
     select 'past', (i % 5000)::text, (i % 300)::text, (i / 10)::text, now() - interval '1 year' from generate_series(0, $1 / 10 - 1) i`,
    [grants],
  );
  await owner.query(
    `with held as (select id, row_number() over () as place from managed_assignment where instance_arn = 'past')
     insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, created_at,
       state, managed_assignment_id, active_at, ended_at, end_reason)
     select gen_random_uuid(), (i / 10)::text, (i % 5000)::text, (i % 300)::text, at, at + interval '1 hour', 60, 'x', at, 'ended', held.id, at,
       at + interval '1 hour', 'end-reached'
     from generate_series(0, $1 - 1) i join held on held.place = i / 10 + 1
     cross join lateral (select now() - make_interval(mins => 200 + i / 2) as at) moment`,
    [grants],
  );
  await owner.query(
    `insert into audit_event (at, action, actor_kind, actor_id, actor_name, target_kind, target_id, target_name, cause, details)
     select now() - make_interval(mins => i / 4), 'grant.ended', 'worker', 'w', 'Gatehouse', 'grant', i::text, 'A set in an account', 'end reached', '{}'
     from generate_series(1, 2 * $1) i`,
    [grants],
  );
  await owner.query("set session_replication_role = origin");
  await owner.query("analyze");
}
