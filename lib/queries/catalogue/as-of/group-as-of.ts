import type { GroupAsOf } from "#lib/core/catalogue/as-of.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { stoodAt } from "./assignments-as-of.ts";
import { ofGroup, waysAsOf } from "./ways-as-of.ts";

/** More members than this are not told on one page; the page says how many there were. */
const MEMBERS_ON_A_PAGE = 200;

/** A group as it was at a moment: its members and what it reached. `skipped` ways lie before those told. Null when it was not there, or the viewer may not read everything. */
export async function groupAsOf(
  viewer: Viewer,
  id: string,
  at: Date,
  skipped = 0,
): Promise<GroupAsOf | null> {
  if (!mayReadEverything(viewer)) return null;
  const [version] = await db().$queryRaw<{ name: string; description: string }[]>`
    select v.display_name as name, v.description from identity_group_life v where v.id = ${id} and ${stoodAt("v", at)}`;
  if (!version) return null;
  const [members, counted, ways] = await Promise.all([
    db().$queryRaw<GroupAsOf["members"][number][]>`
      select m.person_id as id, p.display_name as name, p.status, m.valid_from as since
      from membership_life m
      left join person_life p on p.id = m.person_id and ${stoodAt("p", at)}
      where m.group_id = ${id} and ${stoodAt("m", at)}
      order by p.display_name, m.person_id limit ${MEMBERS_ON_A_PAGE}`,
    db().$queryRaw<{ value: number }[]>`
      select count(*)::int as value from membership_life m where m.group_id = ${id} and ${stoodAt("m", at)}`,
    waysAsOf(at, ofGroup(id), { skipped, countsMembers: false }),
  ]);
  return { ...version, members, memberCount: counted[0]?.value ?? 0, ways };
}
