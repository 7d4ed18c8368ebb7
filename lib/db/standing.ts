import type { Db } from "./client.ts";

export type Standing = {
  permissionSetArn: string;
  permissionSetName: string;
  /** The group it comes through; null when it was assigned to the person directly. */
  through: string | null;
};

/** What a person reaches in one account that no grant of Gatehouse explains, one row a path. */
export function standingIn(tx: Db, personId: string, accountId: string): Promise<Standing[]> {
  return tx.$queryRaw<Standing[]>`
    select a.permission_set_arn as "permissionSetArn",
           coalesce(s.name, a.permission_set_arn) as "permissionSetName",
           g.display_name as through
    from assignment a
    left join permission_set s on s.arn = a.permission_set_arn
    left join membership m on a.principal_kind = 'group' and m.group_id = a.principal_id and m.person_id = ${personId}
    left join identity_group g on g.id = m.group_id
    where a.account_id = ${accountId}
      and ((a.principal_kind = 'user' and a.principal_id = ${personId}) or m.person_id is not null)
      and not exists (
        select from managed_assignment l
        where a.principal_kind = 'user' and l.account_id = a.account_id and l.permission_set_arn = a.permission_set_arn
          and l.person_id = a.principal_id and l.origin = 'ours'
      )
    order by "permissionSetName", through nulls first`;
}
