import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type PersonDetail = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  /** All addresses, the primary one among them. */
  emails: readonly string[];
  title: string | null;
  status: PersonStatus;
  /** Whom the directory names as their manager; without an id when it could be nobody here, or two. */
  manager: { id: string | null; name: string } | null;
  groups: readonly PersonGroup[];
};

type PersonGroup = {
  id: string;
  name: string;
  since: Date;
  /** Accounts and permission sets that the group gives. */
  accounts: number;
  permissionSets: number;
};

/** One person and their groups, by name. Null when there is none, or the viewer may not read everything. */
export async function personFor(viewer: Viewer, id: string): Promise<PersonDetail | null> {
  if (!mayReadEverything(viewer)) return null;
  const [person, groups] = await Promise.all([
    db().person.findUnique({
      where: { id },
      select: {
        id: true,
        displayName: true,
        userName: true,
        email: true,
        emails: true,
        title: true,
        status: true,
        manager: true,
      },
    }),
    db().$queryRaw<PersonGroup[]>`
      select m.group_id as id, coalesce(g.display_name, m.group_id) as name, m.valid_from as since,
        coalesce(s.accounts, 0) as accounts, coalesce(s.permission_sets, 0) as "permissionSets"
      from membership m
      left join identity_group g on g.id = m.group_id
      left join group_summary s on s.group_id = m.group_id
      where m.person_id = ${id} order by 2, 1`,
  ]);
  if (!person) return null;
  const { displayName, manager, ...rest } = person;
  return {
    ...rest,
    name: displayName,
    manager: manager === null ? null : await managerOf(id, manager),
    groups,
  };
}

async function managerOf(personId: string, written: string): Promise<PersonDetail["manager"]> {
  const [found] = await db().$queryRaw<{ id: string; name: string }[]>`
    select id, display_name as name from person where id = manager_of(${personId})`;
  return found ?? { id: null, name: written };
}
