import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "./found-by.ts";
import {
  emptyPage,
  type Listing,
  type Page,
  type PagePlace,
  readAll,
  readPage,
  type Sorted,
} from "./keyset.ts";

export type GroupDetail = {
  id: string;
  name: string;
  description: string;
  validFrom: Date;
  /** People in it, and those of them who are disabled. */
  members: number;
  disabled: number;
};

/** One group. Null when there is none, or the viewer may not read everything. */
export async function groupFor(viewer: Viewer, id: string): Promise<GroupDetail | null> {
  if (!mayReadEverything(viewer)) return null;
  const [group] = await db().$queryRaw<GroupDetail[]>`
    select g.id, g.display_name as name, g.description, g.valid_from as "validFrom",
      coalesce(s.members, 0) as members, coalesce(s.disabled, 0) as disabled
    from identity_group g left join group_summary s on s.group_id = g.id
    where g.id = ${id}`;
  return group ?? null;
}

export type GroupMember = Sorted & {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  since: Date;
};

export type MembersFilters = {
  /** Words in the name, the user name, a mail address or the id. */
  q?: string | undefined;
  status?: "ENABLED" | "DISABLED" | undefined;
};

/** One page of the people in a group that the filters leave, by name. Nobody but readers gets any. */
export async function membersOfGroup(
  viewer: Viewer,
  id: string,
  filters: MembersFilters & PagePlace = {},
): Promise<Page<GroupMember>> {
  return mayReadEverything(viewer) ? readPage(listing(id, filters), filters) : emptyPage;
}

/** Everybody in a group whom the filters leave, by name, read in batches. Nobody but readers gets any. */
export async function* everyMemberOfGroup(
  viewer: Viewer,
  id: string,
  filters: MembersFilters,
): AsyncGenerator<GroupMember> {
  if (mayReadEverything(viewer)) yield* readAll(listing(id, filters));
}

function listing(id: string, { q, status }: MembersFilters): Listing<GroupMember> {
  const isMember = Prisma.sql`m.group_id = ${id}`;
  const members = Prisma.sql`(select * from membership m where ${isMember}) m join person a on a.id = m.person_id`;
  const conditions = [...foundBy("person", Prisma.sql`a.id`, q)];
  if (status) conditions.push(Prisma.sql`a.status = ${status}::person_status`);
  return {
    order: { from: members, value: Prisma.sql`a.display_name`, id: Prisma.sql`a.id`, falls: false },
    isReversed: false,
    counted: conditions.length > 0 ? members : Prisma.sql`(select from membership m where ${isMember}) m`,
    conditions,
    read: ({ from, where, order, limit, key }) => db().$queryRaw<GroupMember[]>`
      select a.id, a.display_name as name, a.user_name as "userName", a.email, a.status, m.valid_from as since, ${key}
      from ${from} where ${where} order by ${order} limit ${limit}`,
    idOf: (row) => row.id,
  };
}
