import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "./found-by.ts";
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

export type GroupFilters = {
  /** Words in the name, the description or the id. */
  q?: string | undefined;
  /** What stands out: gives standing access like an administrator's, has no member, gives nothing, has disabled members. */
  finding?: "administrators" | "empty" | "unused" | "disabled" | undefined;
};

export type GroupSorting = {
  sort?: "name" | "members" | "accounts" | undefined;
  order?: "reversed" | undefined;
};

export type GroupListed = Sorted & {
  id: string;
  name: string;
  description: string;
  members: number;
  /** Members who are disabled. */
  disabled: number;
  accounts: number;
  permissionSets: number;
  assignments: number;
};

/** One page of the groups that the filters leave, with what they reach counted. Nobody but readers gets any. */
export async function groupsFor(
  viewer: Viewer,
  filters: GroupFilters & GroupSorting & PagePlace,
): Promise<Page<GroupListed>> {
  return mayReadEverything(viewer) ? readPage(listing(filters), filters) : emptyPage;
}

/** Every group that the filters leave, in the list's order, read in batches. Nobody but readers gets any. */
export async function* everyGroupFor(
  viewer: Viewer,
  filters: GroupFilters & GroupSorting,
): AsyncGenerator<GroupListed> {
  if (mayReadEverything(viewer)) yield* readAll(listing(filters));
}

const byName = Prisma.sql`identity_group a left join group_summary s on s.group_id = a.id`;
const byCount = {
  from: Prisma.sql`group_summary s join identity_group a on a.id = s.group_id`,
  counted: Prisma.sql`group_summary s left join identity_group a on a.id = s.group_id`,
  id: Prisma.sql`s.group_id`,
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
  members: { ...byCount, value: Prisma.sql`s.members` },
  accounts: { ...byCount, value: Prisma.sql`s.accounts` },
} as const satisfies Record<string, Order>;

// Each group looks into its own assignments until one is like that; joined, all assignments would be read.
const findings = {
  administrators: Prisma.sql`(
    select true from assignment g
    where g.principal_kind = 'group' and g.principal_id = a.id
      and (g.permission_set_arn in (select arn from permission_set where administrator_like is not null)) is true
    limit 1)`,
  empty: Prisma.sql`s.members = 0`,
  unused: Prisma.sql`s.assignments = 0`,
  disabled: Prisma.sql`s.disabled > 0`,
} as const satisfies Record<NonNullable<GroupFilters["finding"]>, Prisma.Sql>;

function listing(filters: GroupFilters & GroupSorting): Listing<GroupListed> {
  const conditions = [...foundBy("group", Prisma.sql`a.id`, filters.q)];
  if (filters.finding !== undefined) conditions.push(findings[filters.finding]);
  return {
    order: orders[filters.sort ?? "name"],
    isReversed: filters.order === "reversed",
    counted: byName,
    conditions,
    read: readGroups,
    idOf: (row) => row.id,
  };
}

function readGroups({ from, where, order, limit, key }: Stretch): Promise<GroupListed[]> {
  return db().$queryRaw<GroupListed[]>`
    select a.id, a.display_name as name, a.description, ${key},
      coalesce(s.members, 0) as members, coalesce(s.disabled, 0) as disabled, coalesce(s.accounts, 0) as accounts,
      coalesce(s.permission_sets, 0) as "permissionSets", coalesce(s.assignments, 0) as assignments
    from ${from} where ${where} order by ${order} limit ${limit}`;
}
