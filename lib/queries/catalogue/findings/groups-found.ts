import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "../found-by.ts";
import {
  emptyPage,
  type Listing,
  type Page,
  type PagePlace,
  readAll,
  readPage,
  type Sorted,
} from "../keyset.ts";
import type { FindingFilters } from "./accounts-found.ts";
import { groupFindings } from "./finding-conditions.ts";

export type GroupFinding = keyof typeof groupFindings;

export type GroupFound = Sorted & {
  id: string;
  name: string;
  description: string;
  members: number;
  /** Accounts that it gives something in, and assignments that name it. */
  accounts: number;
  assignments: number;
};

/** One page of the groups that a finding is about, by name. Nobody but readers gets any. */
export async function groupsFound(
  viewer: Viewer,
  finding: GroupFinding,
  filters: FindingFilters & PagePlace = {},
): Promise<Page<GroupFound>> {
  return mayReadEverything(viewer) ? readPage(listing(finding, filters), filters) : emptyPage;
}

/** Every group of a finding, by name. Nobody but readers gets any. */
export async function* everyGroupFound(
  viewer: Viewer,
  finding: GroupFinding,
  filters: FindingFilters,
): AsyncGenerator<GroupFound> {
  if (mayReadEverything(viewer)) yield* readAll(listing(finding, filters));
}

function listing(finding: GroupFinding, { q }: FindingFilters): Listing<GroupFound> {
  const groups = Prisma.sql`group_summary s join identity_group a on a.id = s.group_id and ${groupFindings[finding]}`;
  return {
    order: { from: groups, value: Prisma.sql`a.display_name`, id: Prisma.sql`a.id`, falls: false },
    isReversed: false,
    counted: groups,
    conditions: [...foundBy("group", Prisma.sql`a.id`, q)],
    read: ({ from, where, order, limit, key }) => db().$queryRaw<GroupFound[]>`
      select a.id, a.display_name as name, a.description, s.members, s.accounts, s.assignments, ${key}
      from ${from} where ${where} order by ${order} limit ${limit}`,
    idOf: (row) => row.id,
  };
}
