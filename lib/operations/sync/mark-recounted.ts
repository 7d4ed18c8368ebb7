import type { Db } from "#lib/db/client.ts";
import type { Affected } from "./touched.ts";

/** Puts down in the temporary table `recounted` which accounts, permission sets (by ARN), groups and people are counted again. */
export async function markRecounted(tx: Db, affected: Affected): Promise<void> {
  await tx.$executeRaw`create temporary table recounted (number int generated always as identity, kind text, id text) on commit drop`;
  if (affected === "everything") {
    await tx.$executeRaw`
      insert into recounted (kind, id)
      select 'account', id from account union all select 'permission-set', arn from permission_set
      union all select 'group', id from identity_group union all select 'person', id from person`;
  } else {
    await tx.$executeRaw`
      insert into recounted (kind, id)
      with t as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(affected)}::jsonb) as t(
          noun text, "accountId" text, "permissionSetArn" text, "groupId" text, "personId" text)
      ),
      -- What is reached through a group matters to its members, and its members to what is reached through it.
      reached as (
        select a.account_id, a.permission_set_arn from assignment a
        where a.principal_kind = 'group' and a.principal_id in (
          select "groupId" from t where noun in ('memberships', 'groups')
          union select m.group_id from membership m where m.person_id in (select "personId" from t where noun = 'people'))
        union
        select a.account_id, a.permission_set_arn from assignment a
        where a.principal_kind = 'user' and a.principal_id in (select "personId" from t where noun = 'people')
        union
        select a.account_id, a.permission_set_arn from assignment a
        where a.permission_set_arn in (select "permissionSetArn" from t where noun = 'permissionSets')
      ),
      reaching as (
        select m.person_id from membership m
        where m.group_id in (
          select "groupId" from t where noun in ('assignments', 'groups')
          union select a.principal_id from assignment a where a.principal_kind = 'group'
            and a.permission_set_arn in (select "permissionSetArn" from t where noun = 'permissionSets'))
        union
        select a.principal_id from assignment a where a.principal_kind = 'user'
          and a.permission_set_arn in (select "permissionSetArn" from t where noun = 'permissionSets')
      )
      select 'account', "accountId" from t where "accountId" is not null
      union select 'account', account_id from reached
      union select 'permission-set', "permissionSetArn" from t where "permissionSetArn" is not null
      union select 'permission-set', permission_set_arn from reached
      union select 'group', "groupId" from t where "groupId" is not null
      union select 'group', m.group_id from membership m where m.person_id in (select "personId" from t where noun = 'people')
      union select 'person', "personId" from t where "personId" is not null
      union select 'person', person_id from reaching`;
  }
  await tx.$executeRaw`analyze recounted`;
}
