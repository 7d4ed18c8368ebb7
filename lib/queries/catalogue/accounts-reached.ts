import type { AccountReached } from "#lib/core/catalogue/way.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "./keyset.ts";
import { type PageAsked, pageOfMatching } from "./page-of.ts";
import { presentAssignments } from "./present-assignments.ts";
import {
  byPermissionSet,
  matchingWays,
  ofGroup,
  ofPerson,
  toWay,
  type WayColumns,
  type WayFilters,
  wayColumns,
  wayJoins,
} from "./ways.ts";

/** Whose ways are asked for. */
export type WaysAbout = { personId: string } | { permissionSetArn: string } | { groupId: string };

export type AccountsReachedFilters = WayFilters &
  PageAsked & {
    /** In the account's name or id. */
    q?: string | undefined;
    /** Only roles that this group gives. */
    without?: string | undefined;
    /** With `without`: only what nothing else gives, or only what something else gives as well. */
    leaving?: "ends" | "remains" | undefined;
  };

export type AccountsReached = { rows: readonly AccountReached[]; skipped: number; total: number };

/** One account shows no more ways than this; it says how many there are. */
const WAYS_OF_AN_ACCOUNT = 12;

/**
 * One page of the accounts that a person, a permission set or a group reaches by a way that the filters leave, by name,
 * each with those ways. Of a permission set also where it is provisioned and nobody holds it, while no filter asks for ways.
 * Nobody but readers gets any.
 */
export async function accountsReached(
  viewer: Viewer,
  about: WaysAbout,
  filters: AccountsReachedFilters = {},
): Promise<AccountsReached> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<
    (WayColumns & { total: number; skipped: number; id: string | null; name: string | null; paths: number })[]
  >`
    with ${presentAssignments(scopeOf(about))},
    ways as materialized (select w.* from present w where ${matchingWays(filters)} and ${leavingGroup(filters)}),
    matching as materialized (
      select x.account_id as id, coalesce(account.name, x.account_id) as sort, account.name, sum(x.paths)::int as paths
      from (select account_id, 1 as paths from ways ${provisioned(about, filters)}) x
      left join account on account.id = x.account_id
      where ${matchingAccounts(filters.q)}
      group by x.account_id, account.name
    ),
    ${pageOfMatching(filters)},
    shown as (
      select w.*, row_number() over (partition by w.account_id
        order by w.grant_id is null, w.ends_at, w.permission_set_arn, w.principal_kind desc, w.principal_id) as place
      from picked k join ways w on w.account_id = k.id
    )
    select sums.total, sums.skipped, k.id, k.name, k.paths, ${wayColumns}
    from sums
    left join picked k on true
    left join shown w on w.account_id = k.id and w.place <= ${filters.all ? 1_000_000 : WAYS_OF_AN_ACCOUNT}
    ${wayJoins}
    order by k.sort, k.id, w.place`;
  const accounts = Map.groupBy(rows, (row) => row.id);
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: [...accounts.values()].flatMap((ways) => {
      const [account] = ways;
      if (!account || account.id === null) return [];
      const { id, name, paths } = account;
      return [{ id, name, paths, ways: paths === 0 ? [] : ways.map(toWay) }];
    }),
  };
}

/** A condition on `a`, an assignment, that keeps what the ways are about: a scope of `presentAssignments`. */
export function scopeOf(about: WaysAbout): Prisma.Sql {
  if ("personId" in about) return ofPerson(about.personId);
  if ("groupId" in about) return ofGroup(about.groupId);
  return byPermissionSet(about.permissionSetArn);
}

function provisioned(about: WaysAbout, { set, kind, through }: WayFilters): Prisma.Sql {
  if (!("permissionSetArn" in about) || set || kind || through) return Prisma.empty;
  return Prisma.sql`
    union all select account_id, 0 from provisioned_permission_set where permission_set_arn = ${about.permissionSetArn}`;
}

function leavingGroup({ without, leaving }: AccountsReachedFilters): Prisma.Sql {
  if (!without) return Prisma.sql`true`;
  const given = Prisma.sql`(w.account_id, w.permission_set_arn) in (
    select p.account_id, p.permission_set_arn from present p
    where p.principal_kind = 'group' and p.principal_id = ${without})`;
  const otherwise = Prisma.sql`(w.account_id, w.permission_set_arn) in (
    select p.account_id, p.permission_set_arn from present p
    where p.principal_kind = 'user' or p.principal_id <> ${without})`;
  if (leaving === "ends") return Prisma.sql`${given} and not ${otherwise}`;
  return leaving === "remains" ? Prisma.sql`${given} and ${otherwise}` : given;
}

function matchingAccounts(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(account.name ilike ${pattern} or x.account_id like ${pattern})`;
}
