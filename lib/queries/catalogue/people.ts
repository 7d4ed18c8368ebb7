import type { PersonStatus } from "#lib/core/catalogue.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "./found-by.ts";
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

export type PeopleFilters = {
  /** Words in the name, the user name, a mail address or the id. */
  q?: string | undefined;
  status?: PersonStatus | undefined;
  /** How the person reaches any account: by standing access, by a grant, not at all. */
  access?: "standing" | "temporary" | "nothing" | undefined;
  /** What stands out: standing administrators, assignments that name the person, nobody's member. */
  finding?: "administrators" | "direct" | "no-group" | undefined;
};

export type PeopleSorting = {
  sort?: "name" | "accounts" | "administrators" | undefined;
  order?: "reversed" | undefined;
};

export type PersonListed = Sorted & {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  groups: number;
  /** Accounts the person reaches: in all, by standing access, by a grant. */
  accounts: number;
  standing: number;
  temporary: number;
  /** Accounts that the person reaches by standing access with a permission set like an administrator's. */
  administratorAccounts: number;
  permissionSets: number;
  /** Standing assignments that name the person. */
  direct: number;
};

/** One page of the people that the filters leave, with what they reach counted. Nobody but readers gets any. */
export async function peopleFor(
  viewer: Viewer,
  filters: PeopleFilters & PeopleSorting & PagePlace,
): Promise<Page<PersonListed>> {
  return mayReadEverything(viewer) ? readPage(listing(filters), filters) : emptyPage;
}

/** Everybody whom the filters leave, in the list's order, read in batches. Nobody but readers gets any. */
export async function* everyPersonFor(
  viewer: Viewer,
  filters: PeopleFilters & PeopleSorting,
): AsyncGenerator<PersonListed> {
  if (mayReadEverything(viewer)) yield* readAll(listing(filters));
}

const byName = Prisma.sql`person a left join person_summary s on s.person_id = a.id`;
const byCount = {
  from: Prisma.sql`person_summary s join person a on a.id = s.person_id`,
  counted: Prisma.sql`person_summary s left join person a on a.id = s.person_id`,
  id: Prisma.sql`s.person_id`,
  falls: true,
} as const;

const orders = {
  name: {
    from: byName,
    counted: byName,
    value: Prisma.sql`a.display_name`,
    id: Prisma.sql`a.id`,
    falls: false,
  },
  accounts: { ...byCount, value: Prisma.sql`s.accounts` },
  administrators: { ...byCount, value: Prisma.sql`s.administrator_accounts` },
} as const satisfies Record<string, Order>;

const isHeld = Prisma.sql`a.id in (with ${heldNow} select h.person_id from held h)`;

const reaching = {
  standing: Prisma.sql`s.accounts > 0`,
  temporary: isHeld,
  nothing: Prisma.sql`s.accounts = 0 and not ${isHeld}`,
} as const satisfies Record<NonNullable<PeopleFilters["access"]>, Prisma.Sql>;

const findings = {
  administrators: Prisma.sql`s.administrator_accounts > 0`,
  direct: Prisma.sql`s.direct > 0`,
  "no-group": Prisma.sql`s.groups = 0`,
} as const satisfies Record<NonNullable<PeopleFilters["finding"]>, Prisma.Sql>;

function listing(filters: PeopleFilters & PeopleSorting): Listing<PersonListed> {
  const conditions = [...foundBy("person", Prisma.sql`a.id`, filters.q)];
  if (filters.status !== undefined) conditions.push(Prisma.sql`a.status = ${filters.status}::person_status`);
  if (filters.access !== undefined) conditions.push(reaching[filters.access]);
  if (filters.finding !== undefined) conditions.push(findings[filters.finding]);
  return {
    order: orders[filters.sort ?? "name"],
    isReversed: filters.order === "reversed",
    counted: byName,
    conditions,
    read: readPeople,
    idOf: (row) => row.id,
  };
}

// An account that is reached both ways counts once among all accounts.
function readPeople({ from, where, order, limit, key }: Stretch): Promise<PersonListed[]> {
  return db().$queryRaw<PersonListed[]>`
    with picked as materialized (
      select a.id, ${key}, row_number() over (order by ${order}) as place
      from ${from} where ${where} order by ${order} limit ${limit}
    ),
    ${heldNow},
    temporary as materialized (
      select h.person_id, count(distinct h.account_id)::int as accounts,
        count(distinct h.account_id) filter (where not ${alsoStanding})::int as beside
      from held h where h.person_id in (select id from picked)
      group by h.person_id
    )
    select a.id, a.display_name as name, a.user_name as "userName", a.email, a.status, p."sortedBy",
      coalesce(s.groups, 0) as groups, coalesce(s.accounts, 0) + coalesce(t.beside, 0) as accounts,
      coalesce(s.accounts, 0) as standing, coalesce(t.accounts, 0) as temporary,
      coalesce(s.administrator_accounts, 0) as "administratorAccounts",
      coalesce(s.permission_sets, 0) as "permissionSets", coalesce(s.direct, 0) as direct
    from picked p
    join person a on a.id = p.id
    left join person_summary s on s.person_id = p.id
    left join temporary t on t.person_id = p.id
    order by p.place`;
}
