import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "../keyset.ts";
import { pageOfMatching } from "../page-of.ts";
import type { FindingFilters } from "./accounts-found.ts";
import { setFindings } from "./finding-conditions.ts";

export type SetFound = {
  arn: string;
  id: string;
  name: string;
  /** Accounts where it is provisioned, and assignments of it. */
  accounts: number;
  assignments: number;
  /** Rules that are switched on and offer it. */
  rules: number;
};

export type SetsFound = { rows: readonly SetFound[]; skipped: number; total: number };

/** One page of the permission sets that are provisioned nowhere or that nobody holds, by name. Nobody but readers gets any. */
export async function unusedSets(viewer: Viewer, filters: FindingFilters = {}): Promise<SetsFound> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const pattern = containing(filters.q ?? "");
  const rows = await db().$queryRaw<
    (Omit<SetFound, "id"> & { id: string | null; total: number; skipped: number })[]
  >`
    with matching as materialized (
      select a.id, a.name as sort, a.arn, s.accounts, s.assignments
      from permission_set_summary s join permission_set a on a.arn = s.permission_set_arn
      where ${setFindings.unused} and ${filters.q ? Prisma.sql`(a.name ilike ${pattern} or a.id ilike ${pattern})` : Prisma.sql`true`}
    ),
    ${pageOfMatching(filters)}
    select sums.total, sums.skipped, k.id, k.arn, k.sort as name, k.accounts, k.assignments,
      (select count(*)::int from rule_permission_set o join rule on rule.id = o.rule_id and rule.enabled
       where o.permission_set_arn = k.arn) as rules
    from sums left join picked k on true order by k.sort, k.id`;
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: rows.flatMap(({ total: _, skipped: __, id, ...row }) => (id === null ? [] : [{ ...row, id }])),
  };
}
