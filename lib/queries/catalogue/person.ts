import type { Ways } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { noWays, ofPerson, waysIn } from "./ways.ts";

export type PersonDetail = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  title: string | null;
  status: PersonStatus;
  groups: readonly { id: string; name: string; since: Date }[];
};

/** One person and their groups. Null when there is none, or the viewer may not read everything. */
export async function personFor(viewer: Viewer, id: string): Promise<PersonDetail | null> {
  if (!mayReadEverything(viewer)) return null;
  const [person, groups] = await Promise.all([
    db().person.findUnique({
      where: { id },
      select: { id: true, displayName: true, userName: true, email: true, title: true, status: true },
    }),
    db().$queryRaw<{ id: string; name: string; since: Date }[]>`
      select m.group_id as id, coalesce(g.display_name, m.group_id) as name, m.valid_from as since
      from membership m left join identity_group g on g.id = m.group_id
      where m.person_id = ${id} order by 2, 1`,
  ]);
  if (!person) return null;
  const { displayName, ...rest } = person;
  return { ...rest, name: displayName, groups };
}

/** What a person reaches, by their own assignments and through their groups. Nobody but readers gets any. */
export async function waysOfPerson(viewer: Viewer, id: string): Promise<Ways> {
  return mayReadEverything(viewer) ? waysIn(ofPerson(id)) : noWays;
}
