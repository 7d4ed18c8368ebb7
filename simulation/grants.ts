import type pg from "pg";

/** Whose role where; the same three make one assignment. */
export type Role = { personId: string; accountId: string; permissionSetArn: string };

/** An approved request with its yes and its grant, as the operations write them. */
export async function approve(
  owner: pg.Client,
  role: Role,
  window: { now: Date; startsAt: Date; minutes: number },
): Promise<void> {
  const { now, startsAt, minutes } = window;
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  await owner.query("set session_replication_role = replica");
  await owner.query(
    `with ids as (select next_id() as request, next_id() as decision),
     asked as (
       insert into request (id, requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes,
         reason, rule_id, rule_name, rule_version, state, created_at, lapses_at, settled_at)
       select ids.request, p.id, p.display_name, a.id, a.name, s.arn, s.name, greatest(15, $4::int), 'A simulation.', r.id, r.name, r.version, 'approved', $5::timestamptz,
         $7::timestamptz, $5::timestamptz
       from ids, person p, account a, permission_set s, rule r
       where p.id = $1 and a.id = $2 and s.arn = $3 and r.name = 'Payments on call'
     ), decided as (
       insert into decision (id, request_id, requester_id, decider_id, decider_name, verdict, comment, granted_minutes, content_hash, session_id, decided_at)
       select ids.decision, ids.request, $1, 'priya', 'Priya Raghunathan', 'approve', '', greatest(15, $4::int), 'x', ids.decision, $5::timestamptz from ids
     )
     insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, state, created_at)
     select ids.request, $1, $2, $3, $6::timestamptz, $7::timestamptz, 60, s.fingerprint, 'scheduled', $5::timestamptz
     from ids, permission_set s where s.arn = $3`,
    [role.personId, role.accountId, role.permissionSetArn, minutes, now, startsAt, endsAt],
  );
  await owner.query("set session_replication_role = origin");
}

/** Ends a grant early, as its holder does. */
export async function withdraw(owner: pg.Client, grantId: string, now: Date): Promise<void> {
  await owner.query(
    `update access_grant set withdrawn_at = $2, withdrawn_by_name = 'its holder', withdrawn_reason = 'ended-by-holder'
     where id = $1 and withdrawn_at is null and ended_at is null`,
    [grantId, now],
  );
}
