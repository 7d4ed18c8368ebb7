import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "../keyset.ts";
import { pageOfMatching } from "../page-of.ts";
import type { FindingFilters } from "./accounts-found.ts";
import { personFindings } from "./finding-conditions.ts";

export type PersonFinding = keyof typeof personFindings;

export type PersonFound = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  groups: number;
  /** Accounts that assignments give the person, and assignments that name them. */
  accounts: number;
  direct: number;
};

export type PeopleFound = { rows: readonly PersonFound[]; skipped: number; total: number };

/** One page of the people that a finding is about, by name. Nobody but readers gets any. */
export async function peopleFound(
  viewer: Viewer,
  finding: PersonFinding,
  filters: FindingFilters = {},
): Promise<PeopleFound> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<
    (Omit<PersonFound, "id"> & { id: string | null; total: number; skipped: number })[]
  >`
    with matching as materialized (
      select a.id, a.display_name as sort, a.user_name, a.email, a.status, s.groups, s.accounts, s.direct
      from person_summary s join person a on a.id = s.person_id
      where ${personFindings[finding]} and ${matchingNames(filters.q)}
    ),
    ${pageOfMatching(filters)}
    select sums.total, sums.skipped, k.id, k.sort as name, k.user_name as "userName", k.email, k.status, k.groups,
      k.accounts, k.direct
    from sums left join picked k on true order by k.sort, k.id`;
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: rows.flatMap(({ total: _, skipped: __, id, ...row }) => (id === null ? [] : [{ ...row, id }])),
  };
}

function matchingNames(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(a.display_name ilike ${pattern} or a.user_name ilike ${pattern} or a.email ilike ${pattern} or a.id ilike ${pattern})`;
}
