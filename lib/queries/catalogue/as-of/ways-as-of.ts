import { type Reach, WAYS_ON_A_PAGE, type Ways } from "#lib/core/catalogue/as-of.ts";
import type { Way } from "#lib/core/catalogue/way.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { assignmentsAsOf, disabledAsOf, stoodAt } from "./assignments-as-of.ts";

type WayColumns = Omit<Way, "grant"> & {
  total: number;
  grantId: string | null;
  endsAt: Date | null;
  sessionMinutes: number | null;
  requestId: string | null;
  requestNumber: number | null;
  ticket: string | null;
};

/**
 * The ways that a scope left at a moment, with the names of then: temporary ones first, by their end; then the standing ones by
 * account, permission set and name. The caller has made sure that the viewer may read everything.
 * @param scope a condition on `a`, as `assignmentsAsOf` takes it
 * @param options how many ways lie before the page; whether the people of a group are counted, who are none otherwise
 */
export async function waysAsOf(
  at: Date,
  scope: Prisma.Sql,
  { skipped = 0, countsMembers = true }: { skipped?: number; countsMembers?: boolean } = {},
): Promise<Ways> {
  const stood = stoodAt("v", at);
  const rows = await db().$queryRaw<WayColumns[]>`
    with ${assignmentsAsOf(at, scope)},
    told as (
      select h.*, a.name as account_name, s.name as set_name, coalesce(p.display_name, g.display_name) as principal_name,
        p.status, (count(*) over ())::int as total
      from held h
      left join lateral (select v.name from account_life v where v.id = h.account_id and ${stood} limit 1) a on true
      left join lateral (select v.name from permission_set_life v where v.arn = h.permission_set_arn and ${stood} limit 1) s on true
      left join lateral (
        select v.display_name, v.status from person_life v
        where h.principal_kind = 'user' and v.id = h.principal_id and ${stood} limit 1) p on true
      left join lateral (
        select v.display_name from identity_group_life v
        where h.principal_kind = 'group' and v.id = h.principal_id and ${stood} limit 1) g on true
      order by h.grant_id is null, h.ends_at, a.name, s.name, coalesce(p.display_name, g.display_name), h.principal_id,
        h.account_id, h.permission_set_arn
      offset ${skipped} limit ${WAYS_ON_A_PAGE}
    ),
    ${disabledAsOf(at)},
    members as materialized (
      select m.group_id, (count(*) - count(d.id))::int as people, count(d.id)::int as disabled
      from membership_life m left join disabled d on d.id = m.person_id
      where ${countsMembers} and m.group_id = any (array(select principal_id from told where principal_kind = 'group')) and ${stoodAt("m", at)}
      group by m.group_id
    )
    select t.account_id as "accountId", t.account_name as "accountName", t.permission_set_arn as "permissionSetArn",
      t.set_name as "permissionSetName", t.principal_kind as "principalKind", t.principal_id as "principalId",
      t.principal_name as "principalName", t.status as "personStatus",
      case t.principal_kind when 'user' then coalesce((t.status <> 'DISABLED')::int, 0) else coalesce(members.people, 0) end as people,
      case t.principal_kind when 'user' then coalesce((t.status = 'DISABLED')::int, 0) else coalesce(members.disabled, 0) end as disabled,
      t.since, t.grant_id as "grantId", t.ends_at as "endsAt", t.session_minutes as "sessionMinutes",
      t.request_id as "requestId", r.number as "requestNumber", r.ticket, t.total
    from told t
    left join members on t.principal_kind = 'group' and members.group_id = t.principal_id
    left join request r on r.id = t.request_id
    order by t.grant_id is null, t.ends_at, t.account_name, t.set_name, t.principal_name, t.principal_id, t.account_id,
      t.permission_set_arn`;
  return { ways: rows.map(toWay), skipped, total: rows[0]?.total ?? 0 };
}

function toWay(row: WayColumns): Way {
  const { total: _, grantId, endsAt, sessionMinutes, requestId, requestNumber, ticket, ...way } = row;
  if (grantId === null || endsAt === null || requestId === null) return { ...way, grant: null };
  return {
    ...way,
    grant: {
      id: grantId,
      state: "active",
      endsAt,
      sessionsMayLiveUntil: new Date(endsAt.getTime() + (sessionMinutes ?? 0) * 60_000),
      requestId,
      requestNumber: requestNumber ?? 0,
      ticket,
    },
  };
}

/** How many people who were not disabled a scope let in at a moment. The caller has made sure that the viewer may read everything. */
export async function reachAsOf(at: Date, scope: Prisma.Sql): Promise<Reach> {
  const [row] = await db().$queryRaw<Reach[]>`
    with ${assignmentsAsOf(at, scope)}, ${disabledAsOf(at)}
    select count(distinct r.person_id)::int as people,
      count(distinct r.person_id) filter (where r.grant_id is null)::int as standing,
      count(distinct r.person_id) filter (where r.grant_id is not null)::int as temporary
    from reach r
    left join disabled d on d.id = r.person_id
    left join lateral (
      select true as stood from person_life p
      where r.group_id is null and p.id = r.person_id and ${stoodAt("p", at)} limit 1) own on true
    where d.id is null and (r.group_id is not null or own.stood)`;
  return row ?? { people: 0, standing: 0, temporary: 0 };
}

/** A condition that leaves the assignments of one account. */
export const intoAccount = (id: string) => Prisma.sql`a.account_id = ${id}`;

/** A condition that leaves the assignments of one permission set. */
export const byPermissionSet = (arn: string) => Prisma.sql`a.permission_set_arn = ${arn}`;

/** A condition that leaves the assignments of one group. */
export const ofGroup = (id: string) => Prisma.sql`a.principal_kind = 'group' and a.principal_id = ${id}`;

/** A condition that leaves a person's own assignments and those of the groups that they were in at a moment. */
export function ofPersonAsOf(at: Date, id: string): Prisma.Sql {
  return Prisma.sql`
    (a.principal_kind = 'user' and a.principal_id = ${id})
    or (a.principal_kind = 'group' and a.principal_id = any (array(
      select m.group_id from membership_life m where m.person_id = ${id} and ${stoodAt("m", at)})))`;
}
