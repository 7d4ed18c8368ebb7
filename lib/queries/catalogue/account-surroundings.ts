import { offers, reaches } from "#lib/core/rules/covers.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { loadRules, placeOf, ruledSet } from "#lib/db/rules.ts";

export type SetInAccount = {
  arn: string;
  name: string | null;
  sessionMinutes: number | null;
  /** Assignments of the set in this account. */
  assignments: number;
};

/** The permission sets that are provisioned in an account, by name. Nobody but readers gets any. */
export async function permissionSetsInAccount(
  viewer: Viewer,
  accountId: string,
): Promise<readonly SetInAccount[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<SetInAccount[]>`
    select p.permission_set_arn as arn, s.name, s.session_minutes as "sessionMinutes",
      (select count(*)::int from assignment a
       where a.account_id = p.account_id and a.permission_set_arn = p.permission_set_arn) as assignments
    from provisioned_permission_set p
    left join permission_set s on s.arn = p.permission_set_arn
    where p.account_id = ${accountId}
    order by s.name, p.permission_set_arn`;
}

export type CoveringRule = {
  id: string;
  name: string;
  enabled: boolean;
  maxMinutes: number;
  /** Permission sets that the rule offers. */
  permissionSets: number;
};

/** The rules by which roles in an account may be asked for, because they name it or a unit above it. Nobody but readers gets any. */
export async function rulesCoveringAccount(
  viewer: Viewer,
  accountId: string,
): Promise<readonly CoveringRule[]> {
  if (!mayReadEverything(viewer)) return [];
  const [account, rules, sets] = await Promise.all([
    db().account.findUnique({ where: { id: accountId }, select: { id: true, parentId: true, tags: true } }),
    loadRules(db()),
    db().permissionSet.findMany({ select: { arn: true, name: true, tags: true } }),
  ]);
  if (!account) return [];
  const place = await placeOf(db(), account);
  const ruled = sets.map(ruledSet);
  return rules
    .filter(({ content }) => reaches(content, place))
    .map(({ id, name, enabled, content }) => ({
      id,
      name,
      enabled,
      maxMinutes: content.limits.maxMinutes,
      permissionSets: ruled.filter((set) => offers(content, set)).length,
    }));
}
