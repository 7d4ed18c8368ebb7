import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "./keyset.ts";
import { type PageAsked, pageOfMatching } from "./page-of.ts";

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

export type GroupMember = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  since: Date;
};

export type MembersFilters = PageAsked & {
  /** In the name, the user name or the mail address. */
  q?: string | undefined;
  status?: "ENABLED" | "DISABLED" | undefined;
};

export type GroupMembers = { rows: readonly GroupMember[]; skipped: number; total: number };

/** One page of the people in a group, by name. Nobody but readers gets any. */
export async function membersOfGroup(
  viewer: Viewer,
  id: string,
  filters: MembersFilters = {},
): Promise<GroupMembers> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<
    (Omit<GroupMember, "id"> & { id: string | null; total: number; skipped: number })[]
  >`
    with matching as materialized (
      select p.id, p.display_name as sort, p.user_name, p.email, p.status, m.valid_from
      from membership m join person p on p.id = m.person_id
      where m.group_id = ${id} and ${matchingMembers(filters)}
    ),
    ${pageOfMatching(filters)}
    select sums.total, sums.skipped, k.id, k.sort as name, k.user_name as "userName", k.email, k.status, k.valid_from as since
    from sums left join picked k on true order by k.sort, k.id`;
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: rows.flatMap(({ total: _, skipped: __, id: member, ...row }) =>
      member === null ? [] : [{ ...row, id: member }],
    ),
  };
}

function matchingMembers({ q, status }: MembersFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (q) {
    const pattern = containing(q);
    conditions.push(
      Prisma.sql`(p.display_name ilike ${pattern} or p.user_name ilike ${pattern} or p.email ilike ${pattern})`,
    );
  }
  if (status) conditions.push(Prisma.sql`p.status = ${status}::person_status`);
  return Prisma.join(conditions, " and ");
}
