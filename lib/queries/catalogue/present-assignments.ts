import { Prisma } from "#lib/db/generated/client.ts";
import { seenSinceRead } from "./seen-since-read.ts";

/**
 * The common table expressions `present` and `reach`, to stand after `with`.
 *
 * `present`: every assignment that stands, by our best knowledge: what the last completed read of AWS listed, put right by
 * what the ledger has seen since that read began. A grant that explains it stands beside it (`grant_id` and its times); an
 * assignment without one is standing access.
 * `reach`: the same, one row for each person who reaches the account by it, directly (`group_id` null) or through a group.
 *
 * The scope is asked of each source before they are joined, so that each is read by its own index.
 *
 * @param scope a condition on `a` (account_id, permission_set_arn, principal_kind, principal_id) that keeps what the page asks about
 */
export function presentAssignments(scope: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    seen_lately as materialized (
      select m.account_id, m.permission_set_arn, 'user'::principal_kind as principal_kind, m.person_id as principal_id,
        m.seen, m.seen_at
      from managed_assignment m
      where ${seenSinceRead}
    ),
    seen_since as materialized (select a.* from seen_lately a where ${scope}),
    explained as materialized (
      select distinct on (a.account_id, a.permission_set_arn, a.principal_id)
        a.account_id, a.permission_set_arn, a.principal_id, a.grant_id, a.grant_state, a.starts_at, a.ends_at,
        a.session_minutes, a.request_id
      from (
        select g.account_id, g.permission_set_arn, 'user'::principal_kind as principal_kind, g.person_id as principal_id,
          g.id as grant_id, g.state as grant_state, g.starts_at, g.ends_at, g.session_minutes, g.request_id,
          g.managed_assignment_id
        from access_grant g
        where g.state in ('granting', 'active', 'revoking', 'revoke-blocked', 'contested')
      ) a
      join managed_assignment m on m.id = a.managed_assignment_id and m.origin in ('ours', 'contested')
      where ${scope}
      order by a.account_id, a.permission_set_arn, a.principal_id, a.ends_at desc
    ),
    listed as (
      select a.account_id, a.permission_set_arn, a.principal_kind, a.principal_id, a.valid_from as since
      from assignment a
      where (${scope}) and not (a.principal_kind = 'user' and exists (
        select from seen_since s
        where s.account_id = a.account_id and s.permission_set_arn = a.permission_set_arn
          and s.principal_id = a.principal_id and s.seen = 'absent'))
      union all
      select s.account_id, s.permission_set_arn, s.principal_kind, s.principal_id, s.seen_at
      from seen_since s
      where s.seen = 'present' and not exists (
        select from assignment known
        where known.account_id = s.account_id and known.permission_set_arn = s.permission_set_arn
          and known.principal_kind = 'user' and known.principal_id = s.principal_id)
    ),
    present as (
      select l.account_id, l.permission_set_arn, l.principal_kind, l.principal_id, l.since,
        e.grant_id, e.grant_state, e.starts_at, e.ends_at, e.session_minutes, e.request_id
      from listed l
      left join explained e
        on l.principal_kind = 'user' and e.account_id = l.account_id
        and e.permission_set_arn = l.permission_set_arn and e.principal_id = l.principal_id
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
