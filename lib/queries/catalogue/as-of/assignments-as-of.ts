import { Prisma } from "#lib/db/generated/client.ts";

const sql = Prisma.sql;

/**
 * The condition that leaves the versions of a `…_life` view that stood at a moment. It is no condition that an index on the moments
 * can serve, so that the index on what the page asks about is taken: half of all that ever was ended later than any moment.
 */
export function stoodAt(alias: string, at: Date): Prisma.Sql {
  const of = Prisma.raw(alias);
  return sql`(${of}.valid_from <= ${at} and coalesce(${of}.valid_to, 'infinity') > ${at})`;
}

const hadEffect = (alias: string) => {
  const of = Prisma.raw(alias);
  return sql`${of}.outcome is distinct from 'failed' and ${of}.outcome is distinct from 'refused'`;
};

/**
 * The common table expressions `held` and `reach`, to stand after `with`: what `presentAssignments` says of now, said of a moment.
 *
 * `held`: what the last read until then had listed, without what we had removed since that read began, and with what we had given
 * and seen. A grant that was active then, and whose assignment was of our making, stands beside it; an assignment without one was
 * standing access.
 * `reach`: the same, one row for each person who reached the account by it, directly (`group_id` null) or through a group.
 *
 * @param scope a condition on `a` (account_id, permission_set_arn, principal_kind, principal_id) that keeps what the page asks about
 */
export function assignmentsAsOf(at: Date, scope: Prisma.Sql): Prisma.Sql {
  return sql`
    granted as (
      select distinct on (a.account_id, a.permission_set_arn, a.principal_id) a.*
      from (
        select g.account_id, g.permission_set_arn, 'user'::principal_kind as principal_kind, g.person_id as principal_id,
          g.id as grant_id, g.active_at, g.starts_at, g.ends_at, g.session_minutes, g.request_id, g.managed_assignment_id
        from access_grant g
        where g.active_at <= ${at} and (g.ended_at is null or g.ended_at > ${at})
      ) a
      where (${scope}) and exists (
        select from aws_operation o
        where o.managed_assignment_id = a.managed_assignment_id and o.kind = 'create' and o.started_at <= a.active_at
          and ${hadEffect("o")}
          and not exists (
            select from aws_operation d
            where d.managed_assignment_id = o.managed_assignment_id and d.kind = 'delete' and ${hadEffect("d")}
              and d.started_at > o.started_at and d.started_at <= a.active_at))
      order by a.account_id, a.permission_set_arn, a.principal_id, a.ends_at desc
    ),
    listed as (
      select a.account_id, a.permission_set_arn, a.principal_kind, a.principal_id, a.valid_from as since
      from assignment_life a
      where ${stoodAt("a", at)} and (${scope}) and not (a.principal_kind = 'user' and exists (
        select from access_grant g join aws_operation o on o.managed_assignment_id = g.managed_assignment_id
        where g.account_id = a.account_id and g.permission_set_arn = a.permission_set_arn and g.person_id = a.principal_id
          and o.kind = 'delete' and o.outcome = 'succeeded' and o.settled_at <= ${at} and o.settled_at > a.valid_from
          and not exists (
            select from aws_operation later
            where later.managed_assignment_id = o.managed_assignment_id
              and later.started_at > o.started_at and later.started_at <= ${at})
          and not exists (
            select from sync_run r
            where r.state = 'done' and r.started_at > o.settled_at and r.finished_at <= ${at}
              and coalesce(r.reads_since, r.started_at) > o.settled_at)))
    ),
    held as (
      select l.account_id, l.permission_set_arn, l.principal_kind, l.principal_id, l.since,
        g.grant_id, g.starts_at, g.ends_at, g.session_minutes, g.request_id
      from listed l
      left join granted g
        on l.principal_kind = 'user' and g.account_id = l.account_id
        and g.permission_set_arn = l.permission_set_arn and g.principal_id = l.principal_id
      union all
      select g.account_id, g.permission_set_arn, g.principal_kind, g.principal_id, g.active_at,
        g.grant_id, g.starts_at, g.ends_at, g.session_minutes, g.request_id
      from granted g
      where not exists (
        select from listed l
        where l.principal_kind = 'user' and g.account_id = l.account_id
          and g.permission_set_arn = l.permission_set_arn and g.principal_id = l.principal_id)
    ),
    reach as (
      select h.*, h.principal_id as person_id, null::text as group_id
      from held h where h.principal_kind = 'user'
      union all
      select h.*, m.person_id, m.group_id
      from held h join membership_life m on m.group_id = h.principal_id and ${stoodAt("m", at)}
      where h.principal_kind = 'group'
    )`;
}

/** The common table expression `disabled`: everybody who could not sign in at a moment. They are few. */
export function disabledAsOf(at: Date): Prisma.Sql {
  return sql`disabled as materialized (
    select p.id from person_life p where p.status = 'DISABLED' and ${stoodAt("p", at)}
  )`;
}
