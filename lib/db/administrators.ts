import type { Db } from "./client.ts";

/** The enabled member of the administrators' group with this id, as the catalogue has them now. */
export async function administrator(
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

/** The ids of all enabled members of the administrators' group, as the catalogue has them now. */
export async function administratorIds(tx: Db, groupId: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p.id from person p join membership m on m.person_id = p.id and m.group_id = ${groupId}
    where p.status = 'ENABLED' order by p.id`;
  return rows.map(({ id }) => id);
}
