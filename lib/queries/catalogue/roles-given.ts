import type { RoleGiven } from "#lib/core/catalogue/way.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { scopeOf, type WaysAbout } from "./accounts-reached.ts";
import { containing } from "./keyset.ts";
import { type PageAsked, pageOfMatching } from "./page-of.ts";
import { presentAssignments } from "./present-assignments.ts";
import { matchingWays, type WayFilters } from "./ways.ts";

export type RolesGivenFilters = WayFilters &
  PageAsked & {
    /** In the name of the person, the group or the permission set. */
    q?: string | undefined;
  };

/** One page of roles. A row's `key` names its place. */
export type RolesGiven = { rows: readonly (RoleGiven & { key: string })[]; skipped: number; total: number };

/**
 * What a person, a permission set or a group gives or is given, as (principal, permission set) pairs with the number of
 * accounts: what ends first, then what stands in the most accounts. Nobody but readers gets any.
 */
export async function rolesGiven(
  viewer: Viewer,
  about: WaysAbout,
  filters: RolesGivenFilters = {},
): Promise<RolesGiven> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<(RoleGiven & { key: string | null; total: number; skipped: number })[]>`
    with ${presentAssignments(scopeOf(about))},
    role as (
      select w.principal_kind, w.principal_id, w.permission_set_arn, count(*)::int as accounts,
        min(w.account_id) as account_id, min(w.since) as since, min(w.ends_at) as ends_at
      from present w where ${matchingWays(filters)}
      group by w.principal_kind, w.principal_id, w.permission_set_arn, w.grant_id is null
    ),
    named as (
      select role.*, s.name as set_name, coalesce(person.display_name, g.display_name) as principal_name, person.status
      from role
      left join permission_set s on s.arn = role.permission_set_arn
      left join person on role.principal_kind = 'user' and person.id = role.principal_id
      left join identity_group g on role.principal_kind = 'group' and g.id = role.principal_id
    ),
    matching as materialized (
      select w.*,
        concat_ws(' ', w.principal_kind, w.principal_id, substring(w.permission_set_arn from '[^/]+$'), w.ends_at is null) as id,
        row_number() over (order by w.ends_at, w.accounts desc, w.principal_name, w.principal_id, w.set_name, w.permission_set_arn) as sort
      from named w where ${matchingNames(filters.q)}
    ),
    ${pageOfMatching(filters)}
    select sums.total, sums.skipped, w.id as key, w.principal_kind as "principalKind", w.principal_id as "principalId",
      w.principal_name as "principalName", w.status as "personStatus",
      case w.principal_kind when 'user' then coalesce((w.status <> 'DISABLED')::int, 0)
        else coalesce(members.members - members.disabled, 0) end as people,
      case w.principal_kind when 'user' then coalesce((w.status = 'DISABLED')::int, 0)
        else coalesce(members.disabled, 0) end as disabled,
      w.permission_set_arn as "permissionSetArn", w.set_name as "permissionSetName", w.accounts,
      w.account_id as "accountId", account.name as "accountName", w.since, w.ends_at as "endsAt"
    from sums
    left join picked w on true
    left join account on account.id = w.account_id
    left join group_summary members on w.principal_kind = 'group' and members.group_id = w.principal_id
    order by w.sort`;
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: rows.flatMap((row) => (row.key === null ? [] : [{ ...row, key: row.key }])),
  };
}

function matchingNames(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(w.set_name ilike ${pattern} or w.principal_name ilike ${pattern} or w.principal_id ilike ${pattern})`;
}
