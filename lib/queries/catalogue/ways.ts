import type { ExplainingState, Way } from "#lib/core/catalogue/way.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "./keyset.ts";

/** What may be asked of ways: all that is given must hold. */
export type WayFilters = {
  /** A permission set, by the last part of its ARN. */
  set?: string | undefined;
  kind?: "standing" | "temporary" | undefined;
  /** A group's id, or "direct" for people's own assignments. */
  through?: string | undefined;
};

/** A condition on `w`, a row of `present`, that keeps what the filters ask for. */
export function matchingWays({ set, kind, through }: WayFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (set) conditions.push(Prisma.sql`w.permission_set_arn like ${containing(`/${set}`).slice(0, -1)}`);
  if (kind === "standing") conditions.push(Prisma.sql`w.grant_id is null`);
  if (kind === "temporary") conditions.push(Prisma.sql`w.grant_id is not null`);
  if (through === "direct") conditions.push(Prisma.sql`w.principal_kind = 'user'`);
  else if (through) conditions.push(Prisma.sql`w.principal_kind = 'group' and w.principal_id = ${through}`);
  return Prisma.join(conditions, " and ");
}

export type WayColumns = Omit<Way, "grant"> & {
  grantId: string | null;
  grantState: ExplainingState | null;
  endsAt: Date | null;
  sessionMinutes: number | null;
  requestId: string | null;
  requestNumber: number | null;
  ticket: string | null;
};

/** The columns of a way, from `w`, a row of `present`, and what `wayJoins` joins to it. */
export const wayColumns = Prisma.sql`
  w.account_id as "accountId", account.name as "accountName", w.permission_set_arn as "permissionSetArn",
  s.name as "permissionSetName", w.principal_kind as "principalKind", w.principal_id as "principalId",
  coalesce(person.display_name, g.display_name) as "principalName", person.status as "personStatus",
  case w.principal_kind when 'user' then coalesce((person.status <> 'DISABLED')::int, 0)
    else coalesce(members.members - members.disabled, 0) end as people,
  case w.principal_kind when 'user' then coalesce((person.status = 'DISABLED')::int, 0)
    else coalesce(members.disabled, 0) end as disabled,
  w.since, w.grant_id as "grantId", w.grant_state as "grantState", w.ends_at as "endsAt",
  w.session_minutes as "sessionMinutes", w.request_id as "requestId", r.number as "requestNumber", r.ticket`;

/** What stands beside `w`: the names of what the way touches, how many people its group has, the request of its grant. */
export const wayJoins = Prisma.sql`
  left join account on account.id = w.account_id
  left join permission_set s on s.arn = w.permission_set_arn
  left join person on w.principal_kind = 'user' and person.id = w.principal_id
  left join identity_group g on w.principal_kind = 'group' and g.id = w.principal_id
  left join group_summary members on w.principal_kind = 'group' and members.group_id = g.id
  left join request r on r.id = w.request_id`;

/** A way from the columns that `wayColumns` selects. */
export function toWay(row: WayColumns): Way {
  const {
    accountId,
    accountName,
    permissionSetArn,
    permissionSetName,
    principalKind,
    principalId,
    principalName,
    personStatus,
    people,
    disabled,
    since,
  } = row;
  const way = {
    accountId,
    accountName,
    permissionSetArn,
    permissionSetName,
    principalKind,
    principalId,
    principalName,
    personStatus,
    people,
    disabled,
    since,
  };
  const { grantId, grantState, endsAt, requestId } = row;
  if (grantId === null || grantState === null || endsAt === null || requestId === null) {
    return { ...way, grant: null };
  }
  const grant = {
    id: grantId,
    state: grantState,
    endsAt,
    sessionsMayLiveUntil: new Date(endsAt.getTime() + (row.sessionMinutes ?? 0) * 60_000),
    requestId,
    requestNumber: row.requestNumber ?? 0,
    ticket: row.ticket,
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
  (a.principal_kind, a.principal_id) in (
    select 'user'::principal_kind, ${id} union all
    select 'group'::principal_kind, group_id from membership where person_id = ${id})`;
