import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { countOfferingRules } from "../count-offering-rules.ts";
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
import { setFindings } from "./finding-conditions.ts";

export type SetFound = Sorted & {
  arn: string;
  id: string;
  name: string;
  /** Accounts where it is provisioned, and assignments of it. */
  accounts: number;
  assignments: number;
  /** Rules that are switched on and offer it. */
  rules: number;
};

/** One page of the permission sets that are provisioned nowhere or that nobody holds, by name. Nobody but readers gets any. */
export async function unusedSets(
  viewer: Viewer,
  filters: FindingFilters & PagePlace = {},
): Promise<Page<SetFound>> {
  return mayReadEverything(viewer) ? readPage(listing(filters), filters) : emptyPage;
}

/** Every unused permission set, by name. Nobody but readers gets any. */
export async function* everyUnusedSet(viewer: Viewer, filters: FindingFilters): AsyncGenerator<SetFound> {
  if (mayReadEverything(viewer)) yield* readAll(listing(filters));
}

const sets = Prisma.sql`permission_set_summary s join permission_set a on a.arn = s.permission_set_arn and ${setFindings.unused}`;

function listing({ q }: FindingFilters): Listing<SetFound> {
  return {
    order: { from: sets, value: Prisma.sql`a.name`, id: Prisma.sql`a.arn`, falls: false },
    isReversed: false,
    counted: sets,
    conditions: [...foundBy("permission_set", Prisma.sql`a.arn`, q)],
    read: async ({ from, where, order, limit, key }) =>
      countOfferingRules(
        await db().$queryRaw<(Omit<SetFound, "rules"> & { tags: unknown })[]>`
          select a.arn, a.id, a.name, a.tags, s.accounts, s.assignments, ${key}
          from ${from} where ${where} order by ${order} limit ${limit}`,
      ),
    idOf: (row) => row.arn,
  };
}
