import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { administrators } from "./administrators.ts";
import { accountFindings, groupFindings, personFindings, setFindings } from "./finding-conditions.ts";

/** How many of each there are. */
export type FindingCounts = {
  /** Accounts with standing access by a permission set like an administrator's, and the people who have it somewhere. */
  administratorAccounts: number;
  administrators: number;
  /** Permission sets that are provisioned nowhere, or that nobody holds. */
  unusedSets: number;
  emptyGroups: number;
  /** Groups that no assignment names. */
  idleGroups: number;
  /** People who are not disabled and reach nothing. */
  peopleWithoutAccess: number;
  /** People who are disabled, and whom assignments still give access. */
  disabledWithAccess: number;
  /** Assignments whose person or group is gone, and the accounts that have some. */
  orphans: number;
  orphanAccounts: number;
  /** Active accounts that nobody reaches. */
  unreachedAccounts: number;
};

/** How much of each finding there is, from what the last run counted. Null when the viewer may not read everything. */
export async function findingCounts(viewer: Viewer): Promise<FindingCounts | null> {
  if (!mayReadEverything(viewer)) return null;
  const [row] = await db().$queryRaw<FindingCounts[]>`
    select
      (select count(*) from account_summary s where ${accountFindings.administrators})::int as "administratorAccounts",
      (select count(*) from account_summary s where ${accountFindings.orphans})::int as "orphanAccounts",
      (select coalesce(sum(s.orphans), 0) from account_summary s where ${accountFindings.orphans})::int as orphans,
      (select count(*) from account_summary s join account a on a.id = s.account_id
        where ${accountFindings.unreached})::int as "unreachedAccounts",
      (select count(*) from group_summary s where ${groupFindings.empty})::int as "emptyGroups",
      (select count(*) from group_summary s where ${groupFindings.idle})::int as "idleGroups",
      ${administrators} as administrators,
      (select count(*) from permission_set_summary s join permission_set a on a.arn = s.permission_set_arn
        where ${setFindings.unused})::int as "unusedSets",
      (select count(*) from person_summary s join person a on a.id = s.person_id
        where ${personFindings.idle})::int as "peopleWithoutAccess",
      (select count(*) from person_summary s join person a on a.id = s.person_id
        where ${personFindings.disabled})::int as "disabledWithAccess"`;
  return row ?? null;
}
