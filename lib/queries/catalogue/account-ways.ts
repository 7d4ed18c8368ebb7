import type { Way, WayFlow } from "#lib/core/catalogue/way.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "./keyset.ts";
import { type PageAsked, pageOfMatching } from "./page-of.ts";
import { presentAssignments } from "./present-assignments.ts";
import {
  intoAccount,
  matchingWays,
  toWay,
  type WayColumns,
  type WayFilters,
  wayColumns,
  wayJoins,
} from "./ways.ts";

export type AccountWaysFilters = WayFilters &
  PageAsked & {
    /** In the name of the person, the group or the permission set. */
    q?: string | undefined;
  };

/** One page of ways. A row's `key` names its place. */
export type WaysPage = { rows: readonly (Way & { key: string })[]; skipped: number; total: number };

/**
 * One page of an account's assignments that the filters leave: those that a grant explains first, by their end, then the
 * standing ones by permission set and name. Nobody but readers gets any.
 */
export async function waysIntoAccount(
  viewer: Viewer,
  accountId: string,
  filters: AccountWaysFilters = {},
): Promise<WaysPage> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<(WayColumns & { key: string | null; total: number; skipped: number })[]>`
    with ${presentAssignments(intoAccount(accountId))},
    named as (
      select w.*, s.name as set_name, coalesce(person.display_name, g.display_name) as principal_name
      from present w
      left join permission_set s on s.arn = w.permission_set_arn
      left join person on w.principal_kind = 'user' and person.id = w.principal_id
      left join identity_group g on w.principal_kind = 'group' and g.id = w.principal_id
    ),
    matching as materialized (
      select w.*, concat_ws(' ', w.principal_kind, w.principal_id, substring(w.permission_set_arn from '[^/]+$')) as id,
        row_number() over (order by w.grant_id is null, w.ends_at, w.set_name, w.permission_set_arn, w.principal_name,
          w.principal_kind, w.principal_id) as sort
      from named w where ${matchingWays(filters)} and ${matchingNames(filters.q)}
    ),
    ${pageOfMatching(filters)}
    select sums.total, sums.skipped, w.id as key, ${wayColumns}
    from sums left join picked w on true ${wayJoins}
    order by w.sort`;
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: rows.flatMap((row) => (row.key === null ? [] : [{ ...toWay(row), key: row.key }])),
  };
}

function matchingNames(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(w.set_name ilike ${pattern} or w.principal_name ilike ${pattern} or w.principal_id ilike ${pattern})`;
}

/**
 * The flows into an account: each group and each grant by itself, people's own standing assignments of one permission set
 * as one. Nobody but readers gets any.
 */
export async function flowsIntoAccount(viewer: Viewer, accountId: string): Promise<readonly WayFlow[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<WayFlow[]>`
    with ${presentAssignments(intoAccount(accountId))},
    flow as (
      select w.permission_set_arn, w.principal_kind, w.grant_id,
        case when count(*) = 1 then min(w.principal_id) end as principal_id,
        count(*)::int as paths, min(w.ends_at) as ends_at,
        (count(*) filter (where person.status <> 'DISABLED'))::int as enabled
      from present w left join person on w.principal_kind = 'user' and person.id = w.principal_id
      group by w.permission_set_arn, w.principal_kind, w.grant_id,
        case w.principal_kind when 'group' then w.principal_id end
    )
    select f.permission_set_arn as "permissionSetArn", s.name as "permissionSetName",
      f.principal_kind as "principalKind", f.principal_id as "principalId",
      coalesce(person.display_name, g.display_name) as "principalName", f.paths,
      case f.principal_kind when 'user' then f.enabled
        else coalesce(members.members - members.disabled, 0) end as people,
      f.ends_at as "endsAt"
    from flow f
    left join permission_set s on s.arn = f.permission_set_arn
    left join person on f.principal_kind = 'user' and person.id = f.principal_id
    left join identity_group g on f.principal_kind = 'group' and g.id = f.principal_id
    left join group_summary members on members.group_id = g.id
    order by f.ends_at, people desc, s.name, "principalName", f.principal_id`;
}
