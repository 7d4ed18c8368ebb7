import type { ExplainingState, Way, Ways } from "#lib/core/catalogue/way.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { presentAssignments } from "./present-assignments.ts";

export const noWays: Ways = { ways: [], total: 0 };

/** More ways than this are not drawn on one page; the page says how many there are. */
const WAYS_ON_A_PAGE = 300;

type WayColumns = Omit<Way, "grant"> & {
  total: number;
  grantId: string | null;
  grantState: ExplainingState | null;
  endsAt: Date | null;
  sessionMinutes: number | null;
  requestId: string | null;
  requestNumber: number | null;
  ticket: string | null;
};

/**
 * The ways that a scope leaves, temporary ones first, by their end; then the standing ones by account, permission set and name.
 * The caller has made sure that the viewer may read everything.
 * @param scope a condition on `a`, as `presentAssignments` takes it
 */
export async function waysIn(scope: Prisma.Sql): Promise<Ways> {
  const rows = await db().$queryRaw<WayColumns[]>`
    with ${presentAssignments(scope)},
    members as (
      select m.group_id, count(*) filter (where p.status <> 'DISABLED')::int as people,
        count(*) filter (where p.status = 'DISABLED')::int as disabled
      from membership m join person p on p.id = m.person_id
      where m.group_id in (select principal_id from present where principal_kind = 'group')
      group by m.group_id
    )
    select w.account_id as "accountId", account.name as "accountName", w.permission_set_arn as "permissionSetArn",
      s.name as "permissionSetName", w.principal_kind as "principalKind", w.principal_id as "principalId",
      coalesce(person.display_name, g.display_name) as "principalName", person.status as "personStatus",
      case w.principal_kind when 'user' then coalesce((person.status <> 'DISABLED')::int, 0) else coalesce(members.people, 0) end as people,
      case w.principal_kind when 'user' then coalesce((person.status = 'DISABLED')::int, 0) else coalesce(members.disabled, 0) end as disabled,
      w.since, w.grant_id as "grantId", w.grant_state as "grantState", w.ends_at as "endsAt",
      w.session_minutes as "sessionMinutes", w.request_id as "requestId", r.number as "requestNumber", r.ticket,
      (count(*) over ())::int as total
    from present w
    left join account on account.id = w.account_id
    left join permission_set s on s.arn = w.permission_set_arn
    left join person on w.principal_kind = 'user' and person.id = w.principal_id
    left join identity_group g on w.principal_kind = 'group' and g.id = w.principal_id
    left join members on w.principal_kind = 'group' and members.group_id = w.principal_id
    left join request r on r.id = w.request_id
    order by w.grant_id is null, w.ends_at, account.name, s.name, coalesce(person.display_name, g.display_name), w.principal_id
    limit ${WAYS_ON_A_PAGE}`;
  return { ways: rows.map(toWay), total: rows[0]?.total ?? 0 };
}

function toWay(row: WayColumns): Way {
  const {
    total: _,
    grantId,
    grantState,
    endsAt,
    sessionMinutes,
    requestId,
    requestNumber,
    ticket,
    ...way
  } = row;
  if (grantId === null || grantState === null || endsAt === null || requestId === null) {
    return { ...way, grant: null };
  }
  const grant = {
    id: grantId,
    state: grantState,
    endsAt,
    sessionsMayLiveUntil: new Date(endsAt.getTime() + (sessionMinutes ?? 0) * 60_000),
    requestId,
    requestNumber: requestNumber ?? 0,
    ticket,
  };
  return { ...way, grant };
}

/** A condition that leaves the assignments of one account. */
export const intoAccount = (id: string) => Prisma.sql`a.account_id = ${id}`;

/** A condition that leaves the assignments of one permission set. */
export const byPermissionSet = (arn: string) => Prisma.sql`a.permission_set_arn = ${arn}`;

/** A condition that leaves the assignments of one group. */
export const ofGroup = (id: string) => Prisma.sql`a.principal_kind = 'group' and a.principal_id = ${id}`;

/** A condition that leaves a person's own assignments and those of their groups. */
export const ofPerson = (id: string) => Prisma.sql`
  (a.principal_kind = 'user' and a.principal_id = ${id})
  or (a.principal_kind = 'group' and a.principal_id in (select group_id from membership where person_id = ${id}))`;
