import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { countOfferingRules } from "./count-offering-rules.ts";
import { foundBy } from "./found-by.ts";
import { heldNow } from "./held-now.ts";
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

export type PermissionSetFilters = {
  /** Words in the name, the id, the description or a tag. */
  q?: string | undefined;
  /** How people hold it: by standing access, by a grant, not at all. */
  access?: "standing" | "temporary" | "nobody" | undefined;
  /** What stands out: like an administrator's, provisioned nowhere, assigned to nobody. */
  finding?: "administrators" | "nowhere" | "unused" | undefined;
};

export type PermissionSetSorting = {
  sort?: "name" | "accounts" | "people" | undefined;
  order?: "reversed" | undefined;
};

export type PermissionSetListed = Sorted & {
  arn: string;
  id: string;
  name: string;
  description: string;
  sessionMinutes: number;
  /** Why it is like an administrator's; null when it is not. */
  administratorLike: string | null;
  /** Accounts where it is provisioned. */
  accounts: number;
  assignments: number;
  groups: number;
  /** People who are not disabled and hold it somewhere, by standing access and by a grant. */
  standing: number;
  temporary: number;
  /** Rules that are switched on and offer it. */
  rules: number;
};

/** One page of the permission sets that the filters leave. Nobody but readers gets any. */
export async function permissionSetsFor(
  viewer: Viewer,
  filters: PermissionSetFilters & PermissionSetSorting & PagePlace,
): Promise<Page<PermissionSetListed>> {
  return mayReadEverything(viewer) ? readPage(listing(filters), filters) : emptyPage;
}

/** Every permission set that the filters leave, in the list's order, read in batches. Nobody but readers gets any. */
export async function* everyPermissionSetFor(
  viewer: Viewer,
  filters: PermissionSetFilters & PermissionSetSorting,
): AsyncGenerator<PermissionSetListed> {
  if (mayReadEverything(viewer)) yield* readAll(listing(filters));
}

const byName = Prisma.sql`permission_set a left join permission_set_summary s on s.permission_set_arn = a.arn`;
const byCount = {
  from: Prisma.sql`permission_set_summary s join permission_set a on a.arn = s.permission_set_arn`,
  counted: Prisma.sql`permission_set_summary s left join permission_set a on a.arn = s.permission_set_arn`,
  id: Prisma.sql`s.permission_set_arn`,
  falls: true,
} as const;

const orders = {
  name: { from: byName, counted: byName, value: Prisma.sql`a.name`, id: Prisma.sql`a.arn`, falls: false },
  accounts: { ...byCount, value: Prisma.sql`s.accounts` },
  people: { ...byCount, value: Prisma.sql`s.people` },
} as const satisfies Record<string, Order>;

const isHeld = Prisma.sql`a.arn in (
  with ${heldNow} select h.permission_set_arn from held h join person on person.id = h.person_id and person.status <> 'DISABLED')`;

const holding = {
  standing: Prisma.sql`s.people > 0`,
  temporary: isHeld,
  nobody: Prisma.sql`s.people = 0 and not ${isHeld}`,
} as const satisfies Record<NonNullable<PermissionSetFilters["access"]>, Prisma.Sql>;

const findings = {
  administrators: Prisma.sql`a.administrator_like is not null`,
  nowhere: Prisma.sql`s.accounts = 0`,
  unused: Prisma.sql`s.assignments = 0`,
} as const satisfies Record<NonNullable<PermissionSetFilters["finding"]>, Prisma.Sql>;

function listing(filters: PermissionSetFilters & PermissionSetSorting): Listing<PermissionSetListed> {
  const conditions = [...foundBy("permission_set", Prisma.sql`a.id`, filters.q)];
  if (filters.access !== undefined) conditions.push(holding[filters.access]);
  if (filters.finding !== undefined) conditions.push(findings[filters.finding]);
  return {
    order: orders[filters.sort ?? "name"],
    isReversed: filters.order === "reversed",
    counted: byName,
    conditions,
    read: readPermissionSets,
    idOf: (row) => row.arn,
  };
}

async function readPermissionSets(stretch: Stretch): Promise<PermissionSetListed[]> {
  return countOfferingRules(await readRows(stretch));
}

function readRows({ from, where, order, limit, key }: Stretch) {
  return db().$queryRaw<(Omit<PermissionSetListed, "rules"> & { tags: unknown })[]>`
    with picked as materialized (
      select a.arn, a.id, a.name, a.description, a.session_minutes, a.administrator_like, a.tags, s.accounts, s.assignments,
        s.groups, s.people, ${key}, row_number() over (order by ${order}) as place
      from ${from} where ${where} order by ${order} limit ${limit}
    ),
    ${heldNow},
    temporary as materialized (
      select h.permission_set_arn, count(distinct h.person_id)::int as people
      from held h join person on person.id = h.person_id and person.status <> 'DISABLED'
      where h.permission_set_arn in (select arn from picked)
      group by h.permission_set_arn
    )
    select p.arn, p.id, p.name, p.description, p.session_minutes as "sessionMinutes",
      p.administrator_like as "administratorLike", p."sortedBy", p.tags, coalesce(p.accounts, 0) as accounts,
      coalesce(p.assignments, 0) as assignments, coalesce(p.groups, 0) as groups,
      coalesce(p.people, 0) as standing, coalesce(t.people, 0) as temporary
    from picked p left join temporary t on t.permission_set_arn = p.arn
    order by p.place`;
}
