import type { Db } from "./client.ts";

export type Standing = {
  permissionSetArn: string;
  permissionSetName: string;
  /** The group it comes through; null when it was assigned to the person directly. */
  through: string | null;
};

/** What a person reaches in one account that no grant of Gatehouse explains, one row a path. */
export function standingIn(tx: Db, personId: string, accountId: string): Promise<Standing[]> {
  return standingOf(tx, [{ personId, accountId }]);
}

/** The same of several people, each in one account; a pair that is named twice counts once. */
export function standingOf(
  tx: Db,
  pairs: readonly { personId: string; accountId: string }[],
): Promise<(Standing & { personId: string; accountId: string })[]> {
  const people = pairs.map(({ personId }) => personId);
  const accounts = pairs.map(({ accountId }) => accountId);
  return tx.$queryRaw`
    select who.person_id as "personId", who.account_id as "accountId", a.permission_set_arn as "permissionSetArn",
           coalesce(s.name, a.permission_set_arn) as "permissionSetName",
           g.display_name as through
    from (select distinct person_id, account_id from unnest(${people}::text[], ${accounts}::text[]) t (person_id, account_id)) who
    join assignment a on a.account_id = who.account_id
    left join permission_set s on s.arn = a.permission_set_arn
    left join membership m on a.principal_kind = 'group' and m.group_id = a.principal_id and m.person_id = who.person_id
    left join identity_group g on g.id = m.group_id
    where ((a.principal_kind = 'user' and a.principal_id = who.person_id) or m.person_id is not null)
      and not exists (
        select from managed_assignment l
        where a.principal_kind = 'user' and l.account_id = a.account_id and l.permission_set_arn = a.permission_set_arn
          and l.person_id = a.principal_id and l.origin = 'ours'
      )
    order by "permissionSetName", through nulls first`;
}
