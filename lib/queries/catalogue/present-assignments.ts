import { Prisma } from "#lib/db/generated/client.ts";

/**
 * The common table expressions `present` and `reach`, to stand after `with`.
 *
 * `present`: every assignment that stands, by our best knowledge: what the last completed read of AWS listed, put right by
 * what the ledger has seen since that read began. A grant that explains it stands beside it (`grant_id` and its times); an
 * assignment without one is standing access.
 * `reach`: the same, one row for each person who reaches the account by it, directly (`group_id` null) or through a group.
 *
 * @param scope a condition on `a` (account_id, permission_set_arn, principal_kind, principal_id) that keeps what the page asks about
 */
export function presentAssignments(scope: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    seen_since as (
      select m.account_id, m.permission_set_arn, m.person_id, m.seen, m.seen_at
      from managed_assignment m
      where m.seen_at > coalesce((
        select coalesce(reads_since, started_at) from sync_run
        where state = 'done' order by started_at desc limit 1), '-infinity')
    ),
    listed as (
      select account_id, permission_set_arn, principal_kind, principal_id, valid_from as since from assignment
      union all
      select s.account_id, s.permission_set_arn, 'user'::principal_kind, s.person_id, s.seen_at
      from seen_since s
      where s.seen = 'present' and not exists (
        select from assignment known
        where known.account_id = s.account_id and known.permission_set_arn = s.permission_set_arn
          and known.principal_kind = 'user' and known.principal_id = s.person_id)
    ),
    explained as (
      select distinct on (g.account_id, g.permission_set_arn, g.person_id)
        g.account_id, g.permission_set_arn, g.person_id, g.id as grant_id, g.state as grant_state,
        g.starts_at, g.ends_at, g.session_minutes, g.request_id
      from access_grant g
      join managed_assignment m
        on m.account_id = g.account_id and m.permission_set_arn = g.permission_set_arn and m.person_id = g.person_id
      where m.origin in ('ours', 'contested')
        and g.state in ('active', 'granting', 'revoking', 'revoke-blocked', 'contested')
      order by g.account_id, g.permission_set_arn, g.person_id, g.ends_at desc
    ),
    present as (
      select a.account_id, a.permission_set_arn, a.principal_kind, a.principal_id, a.since,
        e.grant_id, e.grant_state, e.starts_at, e.ends_at, e.session_minutes, e.request_id
      from listed a
      left join explained e
        on a.principal_kind = 'user' and e.account_id = a.account_id
        and e.permission_set_arn = a.permission_set_arn and e.person_id = a.principal_id
      where (${scope}) and not (a.principal_kind = 'user' and exists (
        select from seen_since s
        where s.account_id = a.account_id and s.permission_set_arn = a.permission_set_arn
          and s.person_id = a.principal_id and s.seen = 'absent'))
    ),
    reach as (
      select p.*, p.principal_id as person_id, null::text as group_id
      from present p where p.principal_kind = 'user'
      union all
      select p.*, m.person_id, m.group_id
      from present p join membership m on m.group_id = p.principal_id
      where p.principal_kind = 'group'
    )`;
}
