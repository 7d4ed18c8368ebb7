import type { Db } from "#lib/db/client.ts";

/**
 * The enabled member of the administrators' group with this id, as the catalogue has them now.
 * @param groupId the group of the identity store whose members administer Gatehouse
 */
export async function enabledAdministrator(
  tx: Db,
  personId: string,
  groupId: string,
): Promise<{ id: string; name: string } | null> {
  const [person] = await tx.$queryRaw<{ id: string; name: string }[]>`
    select p.id, p.display_name as name from person p
    join membership m on m.person_id = p.id and m.group_id = ${groupId}
    where p.id = ${personId} and p.status = 'ENABLED'`;
  return person ?? null;
}
