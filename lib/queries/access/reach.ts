import type { Reach } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { presentAssignments } from "#lib/queries/catalogue/present-assignments.ts";
import { intoAccount, ofPerson } from "#lib/queries/catalogue/ways.ts";

/** What the viewer reaches now, in one account or in all of them, by every way. */
export async function reachOfViewer(viewer: Viewer, accountId?: string): Promise<Reach[]> {
  return reachOf(viewer.personId, accountId);
}

/**
 * What a person reaches now, by every way. The caller has made sure that the viewer may know it.
 * @param accountId only this account, unless left out
 */
export async function reachOf(personId: string, accountId?: string): Promise<Reach[]> {
  const scope =
    accountId === undefined
      ? ofPerson(personId)
      : Prisma.sql`${intoAccount(accountId)} and ${ofPerson(personId)}`;
  return db().$queryRaw<Reach[]>`
    with ${presentAssignments(scope)}
    select r.account_id as "accountId", r.permission_set_arn as "permissionSetArn", s.name as "permissionSetName",
      g.display_name as "groupName", case when r.grant_id is null then null else r.ends_at end as "endsAt"
    from reach r
    left join permission_set s on s.arn = r.permission_set_arn
    left join identity_group g on g.id = r.group_id
    where r.person_id = ${personId}
    order by s.name, r.grant_id is null, g.display_name nulls first`;
}
