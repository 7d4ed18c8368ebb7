import type { Differences } from "#lib/core/catalogue/compare.ts";
import type { Db } from "#lib/db/client.ts";

type Part = Pick<Differences, "permissionSets" | "provisioned" | "assignments">;

/** Writes what differs of permission sets, where they are provisioned, and assignments. */
export async function applyAccess(tx: Db, { permissionSets, provisioned, assignments }: Part): Promise<void> {
  const newSets = [...permissionSets.added, ...permissionSets.changed];
  if (newSets.length > 0) {
    await tx.$executeRaw`
      insert into permission_set (arn, id, name, description, session_minutes, relay_state, created_at,
                                  managed_policies, inline_policy, permissions_boundary, tags, fingerprint)
      select r.arn, r.id, r.name, r.description, r."sessionMinutes", r."relayState", r."createdAt",
             r."managedPolicies", r."inlinePolicy", nullif(r."permissionsBoundary", 'null'), r.tags, r.fingerprint
      from jsonb_to_recordset(${JSON.stringify(newSets)}::jsonb)
        as r(arn text, id text, name text, description text, "sessionMinutes" integer, "relayState" text,
             "createdAt" timestamptz, "managedPolicies" jsonb, "inlinePolicy" text, "permissionsBoundary" jsonb,
             tags jsonb, fingerprint text)
      on conflict (arn) do update
        set id = excluded.id, name = excluded.name, description = excluded.description,
            session_minutes = excluded.session_minutes, relay_state = excluded.relay_state,
            created_at = excluded.created_at, managed_policies = excluded.managed_policies,
            inline_policy = excluded.inline_policy, permissions_boundary = excluded.permissions_boundary,
            tags = excluded.tags, fingerprint = excluded.fingerprint`;
  }
  if (permissionSets.vanished.length > 0) {
    await tx.$executeRaw`
      delete from permission_set
      where arn in (select r.arn from jsonb_to_recordset(${JSON.stringify(permissionSets.vanished)}::jsonb) as r(arn text))`;
  }

  if (provisioned.added.length > 0) {
    await tx.$executeRaw`
      insert into provisioned_permission_set (account_id, permission_set_arn)
      select r."accountId", r."permissionSetArn"
      from jsonb_to_recordset(${JSON.stringify(provisioned.added)}::jsonb) as r("accountId" text, "permissionSetArn" text)`;
  }
  if (provisioned.vanished.length > 0) {
    await tx.$executeRaw`
      delete from provisioned_permission_set p
      using jsonb_to_recordset(${JSON.stringify(provisioned.vanished)}::jsonb) as r("accountId" text, "permissionSetArn" text)
      where p.account_id = r."accountId" and p.permission_set_arn = r."permissionSetArn"`;
  }

  if (assignments.added.length > 0) {
    await tx.$executeRaw`
      insert into assignment (account_id, permission_set_arn, principal_kind, principal_id)
      select r."accountId", r."permissionSetArn", r."principalKind"::principal_kind, r."principalId"
      from jsonb_to_recordset(${JSON.stringify(assignments.added)}::jsonb)
        as r("accountId" text, "permissionSetArn" text, "principalKind" text, "principalId" text)`;
  }
  if (assignments.vanished.length > 0) {
    await tx.$executeRaw`
      delete from assignment a
      using jsonb_to_recordset(${JSON.stringify(assignments.vanished)}::jsonb)
        as r("accountId" text, "permissionSetArn" text, "principalKind" text, "principalId" text)
      where a.account_id = r."accountId" and a.permission_set_arn = r."permissionSetArn"
        and a.principal_kind = r."principalKind"::principal_kind and a.principal_id = r."principalId"`;
  }
}
