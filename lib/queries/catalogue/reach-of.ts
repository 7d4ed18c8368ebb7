import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { scopeOf, type WaysAbout } from "./accounts-reached.ts";
import { presentAssignments } from "./present-assignments.ts";

/** How far a person, a permission set or a group reaches: accounts, paths, and what of it a grant explains. */
export type ReachOf = {
  accounts: number;
  permissionSets: number;
  paths: number;
  /** Of the accounts: those reached by a standing path, and those by a grant. */
  standing: number;
  temporary: number;
  /** People who hold a grant in it. */
  holders: number;
  /** Accounts where a standing path leads to a permission set like an administrator's. */
  administrator: number;
  /** Standing paths that name a person, and paths whose person or group is gone. */
  direct: number;
  orphans: number;
  /** The first end of a grant that is still to come, and grants that stand past their end. */
  nextEnd: Date | null;
  overdue: number;
};

const nowhere: ReachOf = {
  accounts: 0,
  permissionSets: 0,
  paths: 0,
  standing: 0,
  temporary: 0,
  holders: 0,
  administrator: 0,
  direct: 0,
  orphans: 0,
  nextEnd: null,
  overdue: 0,
};

/**
 * How far somebody or something reaches. Nobody but readers gets any.
 * @param now parts the ends that are to come from those that have passed
 */
export async function reachOf(viewer: Viewer, about: WaysAbout, now: Date): Promise<ReachOf> {
  if (!mayReadEverything(viewer)) return nowhere;
  const [row] = await db().$queryRaw<ReachOf[]>`
    with ${presentAssignments(scopeOf(about))}
    select count(distinct p.account_id)::int as accounts, count(distinct p.permission_set_arn)::int as "permissionSets",
      count(*)::int as paths,
      (count(distinct p.account_id) filter (where p.grant_id is null))::int as standing,
      (count(distinct p.account_id) filter (where p.grant_id is not null))::int as temporary,
      (count(distinct p.principal_id) filter (where p.grant_id is not null))::int as holders,
      (count(distinct p.account_id) filter (where p.grant_id is null and s.administrator_like is not null))::int as administrator,
      (count(*) filter (where p.grant_id is null and p.principal_kind = 'user'))::int as direct,
      (count(*) filter (where person.id is null and g.id is null))::int as orphans,
      min(p.ends_at) filter (where p.ends_at > ${now}) as "nextEnd",
      (count(*) filter (where p.ends_at <= ${now}))::int as overdue
    from present p
    left join permission_set s on s.arn = p.permission_set_arn
    left join person on p.principal_kind = 'user' and person.id = p.principal_id
    left join identity_group g on p.principal_kind = 'group' and g.id = p.principal_id`;
  return row ?? nowhere;
}

/** What a person would lose by leaving a group: roles (account and permission set) that nothing else gives them. */
export type Leaving = {
  /** Roles that only the group gives, and the accounts that they would then not reach at all. */
  ends: number;
  accountsLost: number;
  /** Roles that the group gives and something else does as well. */
  remains: number;
};

/** What would end if a person left a group. All zero for somebody who is not in it. Nobody but readers gets any. */
export async function leavingGroup(viewer: Viewer, personId: string, groupId: string): Promise<Leaving> {
  if (!mayReadEverything(viewer)) return { ends: 0, accountsLost: 0, remains: 0 };
  const [row] = await db().$queryRaw<Leaving[]>`
    with ${presentAssignments(scopeOf({ personId }))},
    role as (
      select account_id, permission_set_arn,
        bool_or(principal_kind = 'group' and principal_id = ${groupId}) as given,
        bool_or(principal_kind = 'user' or principal_id <> ${groupId}) as otherwise
      from present group by account_id, permission_set_arn
    ),
    reached as (select account_id, bool_or(given) as given, bool_or(otherwise) as otherwise from role group by account_id)
    select (select count(*)::int from role where given and not otherwise) as ends,
      (select count(*)::int from reached where given and not otherwise) as "accountsLost",
      (select count(*)::int from role where given and otherwise) as remains`;
  return row ?? { ends: 0, accountsLost: 0, remains: 0 };
}
