import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

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
  return db().$queryRaw<CoveringRule[]>`
    select r.id, r.name, r.enabled, r.max_minutes as "maxMinutes",
      (select count(*)::int from rule_permission_set s where s.rule_id = r.id) as "permissionSets"
    from rule r
    where exists (
      select from rule_target t where t.rule_id = r.id and (
        (t.kind = 'account' and t.target_id = ${accountId})
        or (t.kind = 'ou' and t.target_id in (
          select unnest(u.path) from account a join organisational_unit u on u.id = a.parent_id where a.id = ${accountId}))))
    order by r.name`;
}
