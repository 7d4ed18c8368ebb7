import type { PersonAsOf } from "#lib/core/catalogue/as-of.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { stoodAt } from "./assignments-as-of.ts";
import { ofPersonAsOf, waysAsOf } from "./ways-as-of.ts";

/** A person as they were at a moment, and what they could reach then. `skipped` ways lie before those told. Null when they were not there, or the viewer may not read everything. */
export async function personAsOf(
  viewer: Viewer,
  id: string,
  at: Date,
  skipped = 0,
): Promise<PersonAsOf | null> {
  if (!mayReadEverything(viewer)) return null;
  const [version] = await db().$queryRaw<Omit<PersonAsOf, "groups" | "ways">[]>`
    select v.display_name as name, v.user_name as "userName", v.email, v.title, v.status
    from person_life v where v.id = ${id} and ${stoodAt("v", at)}`;
  if (!version) return null;
  const [groups, ways] = await Promise.all([
    db().$queryRaw<PersonAsOf["groups"][number][]>`
      select m.group_id as id, g.display_name as name, m.valid_from as since
      from membership_life m
      left join identity_group_life g on g.id = m.group_id and ${stoodAt("g", at)}
      where m.person_id = ${id} and ${stoodAt("m", at)}
      order by g.display_name, m.group_id`,
    waysAsOf(at, ofPersonAsOf(at, id), { skipped, countsMembers: false }),
  ]);
  return { ...version, groups, ways };
}
