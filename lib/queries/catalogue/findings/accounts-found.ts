import type { AccountReached } from "#lib/core/catalogue/way.ts";
import type { AccountState } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { containing } from "../keyset.ts";
import { type PageAsked, pageOfMatching } from "../page-of.ts";
import { presentAssignments } from "../present-assignments.ts";
import { toWay, type WayColumns, wayColumns, wayJoins } from "../ways.ts";
import { accountFindings } from "./finding-conditions.ts";

export type AccountFinding = keyof typeof accountFindings;

export type AccountFound = AccountReached & {
  state: AccountState;
  unitName: string | null;
  /** People who reach it by standing access, and those of them by a permission set like an administrator's. */
  people: number;
  administrators: number;
};

export type AccountsFound = { rows: readonly AccountFound[]; skipped: number; total: number };

export type FindingFilters = PageAsked & {
  /** In the name or the id. */
  q?: string | undefined;
};

/** One row shows no more ways than this; it says how many there are. */
const WAYS_OF_AN_ACCOUNT = 6;

/** The ways, `w`, that make an account a finding. */
const itsWays = {
  administrators: Prisma.sql`w.grant_id is null and exists (
    select from permission_set like_one where like_one.arn = w.permission_set_arn and like_one.administrator_like is not null)`,
  orphans: Prisma.sql`not exists (
    select from person where w.principal_kind = 'user' and person.id = w.principal_id
    union all
    select from identity_group named where w.principal_kind = 'group' and named.id = w.principal_id)`,
  unreached: Prisma.sql`false`,
} as const satisfies Record<AccountFinding, Prisma.Sql>;

const order = {
  administrators: Prisma.sql`s.administrators desc, a.name, a.id`,
  orphans: Prisma.sql`s.orphans desc, a.name, a.id`,
  unreached: Prisma.sql`a.name, a.id`,
} as const satisfies Record<AccountFinding, Prisma.Sql>;

/** One page of the accounts that a finding is about, the worst first, each with the ways that make it one. Nobody but readers gets any. */
export async function accountsFound(
  viewer: Viewer,
  finding: AccountFinding,
  filters: FindingFilters = {},
): Promise<AccountsFound> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0 };
  const rows = await db().$queryRaw<
    (WayColumns &
      Omit<AccountFound, "id" | "ways" | "people"> & {
        id: string | null;
        reached: number;
        total: number;
        skipped: number;
      })[]
  >`
    with matching as materialized (
      select a.id, a.name, a.state, a.parent_id, s.people, s.administrators, row_number() over (order by ${order[finding]}) as sort
      from account_summary s join account a on a.id = s.account_id
      where ${accountFindings[finding]} and ${matchingNames(filters.q)}
    ),
    ${pageOfMatching(filters)},
    ${presentAssignments(Prisma.sql`a.account_id in (select picked.id from picked)`)},
    shown as (
      select w.*, count(*) over (partition by w.account_id) as paths, row_number() over (partition by w.account_id
        order by w.principal_kind desc, w.permission_set_arn, w.principal_id) as place
      from present w where ${itsWays[finding]}
    )
    select sums.total, sums.skipped, k.id, k.name, k.state, u.name as "unitName", k.people as "reached", k.administrators,
      coalesce(w.paths, 0)::int as paths, ${wayColumns}
    from sums
    left join picked k on true
    left join organisational_unit u on u.id = k.parent_id
    left join shown w on w.account_id = k.id and w.place <= ${filters.all ? 1_000_000 : WAYS_OF_AN_ACCOUNT}
    ${wayJoins}
    order by k.sort, w.place`;
  const accounts = Map.groupBy(rows, (row) => row.id);
  return {
    total: rows[0]?.total ?? 0,
    skipped: rows[0]?.skipped ?? 0,
    rows: [...accounts.values()].flatMap((ways) => {
      const [account] = ways;
      if (!account || account.id === null) return [];
      const { id, name, state, unitName, administrators, paths } = account;
      const found = { id, name, state, unitName, people: account.reached, administrators, paths };
      return [{ ...found, ways: paths === 0 ? [] : ways.map(toWay) }];
    }),
  };
}

function matchingNames(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const pattern = containing(q);
  return Prisma.sql`(a.name ilike ${pattern} or a.id like ${pattern})`;
}
