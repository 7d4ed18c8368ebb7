import type { AccountReached } from "#lib/core/catalogue/way.ts";
import type { AccountState } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "../found-by.ts";
import {
  emptyPage,
  type Listing,
  type Order,
  type Page,
  type PagePlace,
  readAll,
  readPage,
  type Sorted,
  type Stretch,
} from "../keyset.ts";
import { presentAssignments } from "../present-assignments.ts";
import { toWay, type WayColumns, wayColumns, wayJoins } from "../ways.ts";
import { accountFindings } from "./finding-conditions.ts";

export type AccountFinding = keyof typeof accountFindings;

export type AccountFound = Sorted &
  AccountReached & {
    state: AccountState;
    unitName: string | null;
    /** People who reach it by standing access, and those of them by a permission set like an administrator's. */
    people: number;
    administrators: number;
  };

export type FindingFilters = {
  /** Words in the name, the id, a mail address or a tag. */
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

const found = (finding: AccountFinding) =>
  Prisma.sql`account_summary s join account a on a.id = s.account_id and ${accountFindings[finding]}`;
const id = Prisma.sql`s.account_id`;

const orders = {
  administrators: { from: found("administrators"), value: Prisma.sql`s.administrators`, id, falls: true },
  orphans: { from: found("orphans"), value: Prisma.sql`s.orphans`, id, falls: true },
  unreached: { from: found("unreached"), value: Prisma.sql`a.name`, id: Prisma.sql`a.id`, falls: false },
} as const satisfies Record<AccountFinding, Order>;

/**
 * One page of the accounts that a finding is about, the worst first, each with the ways that make it one. Nobody but readers
 * gets any.
 */
export async function accountsFound(
  viewer: Viewer,
  finding: AccountFinding,
  filters: FindingFilters & PagePlace = {},
): Promise<Page<AccountFound>> {
  return mayReadEverything(viewer)
    ? readPage(listing(finding, filters, WAYS_OF_AN_ACCOUNT), filters)
    : emptyPage;
}

/** Every account of a finding with every way that makes it one, read in batches. Nobody but readers gets any. */
export async function* everyAccountFound(
  viewer: Viewer,
  finding: AccountFinding,
  filters: FindingFilters,
): AsyncGenerator<AccountFound> {
  if (mayReadEverything(viewer)) yield* readAll(listing(finding, filters, null));
}

function listing(
  finding: AccountFinding,
  { q }: FindingFilters,
  mostWays: number | null,
): Listing<AccountFound> {
  return {
    order: orders[finding],
    isReversed: false,
    counted: found(finding),
    conditions: [...foundBy("account", Prisma.sql`a.id`, q)],
    read: (stretch) => readAccounts(itsWays[finding], mostWays, stretch),
    idOf: (row) => row.id,
  };
}

type AccountColumns = WayColumns & Omit<AccountFound, "ways" | "people"> & { reached: number };

async function readAccounts(
  ways: Prisma.Sql,
  mostWays: number | null,
  { from, where, order, limit, key }: Stretch,
): Promise<AccountFound[]> {
  const rows = await db().$queryRaw<AccountColumns[]>`
    with picked as materialized (
      select a.id, a.name, a.state, a.parent_id, s.people, s.administrators, ${key}, row_number() over (order by ${order}) as place
      from ${from} where ${where} order by ${order} limit ${limit}
    ),
    ${presentAssignments(Prisma.sql`a.account_id in (select picked.id from picked)`)},
    shown as (
      select w.*, count(*) over (partition by w.account_id) as paths, row_number() over (partition by w.account_id
        order by w.principal_kind desc, w.permission_set_arn, w.principal_id) as place
      from present w where ${ways}
    )
    select k.id, k.name, k.state, u.name as "unitName", k.people as reached, k.administrators, k."sortedBy",
      coalesce(w.paths, 0)::int as paths, ${wayColumns}
    from picked k
    left join organisational_unit u on u.id = k.parent_id
    left join shown w on w.account_id = k.id and w.place <= coalesce(${mostWays}::int, w.place)
    ${wayJoins}
    order by k.place, w.place`;
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((own) => {
    const [account] = own;
    if (!account) return [];
    const { id: accountId, name, state, unitName, administrators, paths, sortedBy, reached } = account;
    const about = { id: accountId, name, state, unitName, people: reached, administrators, paths, sortedBy };
    return [{ ...about, ways: paths === 0 ? [] : own.map(toWay) }];
  });
}
