import type { Ways } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { noWays, ofGroup, waysIn } from "./ways.ts";

export type GroupDetail = { id: string; name: string; description: string; validFrom: Date };

/** One group. Null when there is none, or the viewer may not read everything. */
export async function groupFor(viewer: Viewer, id: string): Promise<GroupDetail | null> {
  if (!mayReadEverything(viewer)) return null;
  const group = await db().group.findUnique({
    where: { id },
    select: { id: true, displayName: true, description: true, validFrom: true },
  });
  return (
    group && {
      id: group.id,
      name: group.displayName,
      description: group.description,
      validFrom: group.validFrom,
    }
  );
}

/** What a group reaches. Nobody but readers gets any. */
export async function waysOfGroup(viewer: Viewer, id: string): Promise<Ways> {
  return mayReadEverything(viewer) ? waysIn(ofGroup(id)) : noWays;
}

export type GroupMember = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  since: Date;
};

/** The people in a group, by name. Nobody but readers gets any. */
export async function membersOfGroup(viewer: Viewer, id: string): Promise<readonly GroupMember[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().$queryRaw<GroupMember[]>`
    select p.id, p.display_name as name, p.user_name as "userName", p.email, p.status, m.valid_from as since
    from membership m join person p on p.id = m.person_id
    where m.group_id = ${id}
    order by p.display_name, p.id`;
}
