import type { AccountState } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type AccountFilters, accountConditions, ownerOf } from "./account-filters.ts";
import { alsoStanding, heldNow } from "./held-now.ts";
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
} from "./keyset.ts";

export type AccountSorting = {
  sort?: "name" | "people" | "administrators" | undefined;
  order?: "reversed" | undefined;
};

export type AccountRow = Sorted & {
  id: string;
  name: string;
  email: string;
  state: AccountState;
  unitId: string;
  unitName: string | null;
  /** The value of the account's `owner` tag. */
  owner: string | null;
  /** People who are not disabled and reach the account: all of them, those by standing access, those by a grant. */
  people: number;
  standing: number;
  temporary: number;
  /** Those of the standing ones whose permission set is like an administrator's. */
  administrators: number;
  permissionSets: number;
  assignments: number;
  /** Assignments there whose person or group is gone. */
  orphans: number;
};

/** One page of the accounts that the filters leave, with who reaches them counted. Nobody but readers gets any. */
export async function accountsFor(
  viewer: Viewer,
  filters: AccountFilters & AccountSorting & PagePlace,
): Promise<Page<AccountRow>> {
  return mayReadEverything(viewer) ? readPage(listing(filters), filters) : emptyPage;
}

/** Every account that the filters leave, in the list's order, read in batches. Nobody but readers gets any. */
export async function* everyAccountFor(
  viewer: Viewer,
  filters: AccountFilters & AccountSorting,
): AsyncGenerator<AccountRow> {
  if (mayReadEverything(viewer)) yield* readAll(listing(filters));
}

const byName = Prisma.sql`account a left join account_summary s on s.account_id = a.id`;
const byCount = {
  from: Prisma.sql`account_summary s join account a on a.id = s.account_id`,
  counted: Prisma.sql`account_summary s left join account a on a.id = s.account_id`,
  id: Prisma.sql`s.account_id`,
  falls: true,
} as const;

const orders = {
  name: { from: byName, counted: byName, value: Prisma.sql`a.name`, id: Prisma.sql`a.id`, falls: false },
  people: { ...byCount, value: Prisma.sql`s.people` },
  administrators: { ...byCount, value: Prisma.sql`s.administrators` },
} as const satisfies Record<string, Order>;

function listing(filters: AccountFilters & AccountSorting): Listing<AccountRow> {
  return {
    order: orders[filters.sort ?? "name"],
    isReversed: filters.order === "reversed",
    counted: byName,
    conditions: accountConditions(filters),
    read: readAccounts,
    idOf: (row) => row.id,
  };
}

// A grant counts beside standing access, and a person who has both counts once among all people.
function readAccounts({ from, where, order, limit, key }: Stretch): Promise<AccountRow[]> {
  return db().$queryRaw<AccountRow[]>`
    with picked as materialized (
      select a.id, ${key}, row_number() over (order by ${order}) as place
      from ${from} where ${where} order by ${order} limit ${limit}
    ),
    ${heldNow},
    temporary as materialized (
      select h.account_id, count(distinct h.person_id)::int as people,
        count(distinct h.person_id) filter (where not ${alsoStanding})::int as beside
      from held h join person on person.id = h.person_id and person.status <> 'DISABLED'
      where h.account_id in (select id from picked)
      group by h.account_id
    )
    select a.id, a.name, a.email, a.state, a.parent_id as "unitId", u.name as "unitName", ${ownerOf} as owner, p."sortedBy",
      coalesce(s.people, 0) + coalesce(t.beside, 0) as people, coalesce(s.people, 0) as standing,
      coalesce(t.people, 0) as temporary, coalesce(s.administrators, 0) as administrators,
      coalesce(s.permission_sets, 0) as "permissionSets", coalesce(s.assignments, 0) as assignments,
      coalesce(s.orphans, 0) as orphans
    from picked p
    join account a on a.id = p.id
    left join account_summary s on s.account_id = p.id
    left join organisational_unit u on u.id = a.parent_id
    left join temporary t on t.account_id = p.id
    order by p.place`;
}
