import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "../keyset.ts";
import { pageOfMatching } from "../page-of.ts";
import type { FindingFilters } from "./accounts-found.ts";
import { groupFindings } from "./finding-conditions.ts";

export type GroupFinding = keyof typeof groupFindings;

export type GroupFound = {
  id: string;
  name: string;
  description: string;
  members: number;
  /** Accounts that it gives something in, and assignments that name it. */
  accounts: number;
  assignments: number;
};

export type GroupsFound = { rows: readonly GroupFound[]; skipped: number; total: number };

/** One page of the groups that a finding is about, by name. Nobody but readers gets any. */
export async function groupsFound(
  viewer: Viewer,
  finding: GroupFinding,
  filters: FindingFilters = {},
): Promise<GroupsFound> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const pattern = containing(filters.q ?? "");
  const rows = await db().$queryRaw<
    (Omit<GroupFound, "id"> & { id: string | null; total: number; skipped: number })[]
  >`
    with matching as materialized (
      select a.id, a.display_name as sort, a.description, s.members, s.accounts, s.assignments
      from group_summary s join identity_group a on a.id = s.group_id
      where ${groupFindings[finding]}
        and ${filters.q ? Prisma.sql`(a.display_name ilike ${pattern} or a.id ilike ${pattern})` : Prisma.sql`true`}
    ),
    ${pageOfMatching(filters)}
    select sums.total, sums.skipped, k.id, k.sort as name, k.description, k.members, k.accounts, k.assignments
    from sums left join picked k on true order by k.sort, k.id`;
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: rows.flatMap(({ total: _, skipped: __, id, ...row }) => (id === null ? [] : [{ ...row, id }])),
  };
}
