import type { PersonStatus } from "#lib/core/catalogue.ts";
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
import { personFindings } from "./finding-conditions.ts";

export type PersonFinding = keyof typeof personFindings;

export type PersonFound = Sorted & {
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

/** One page of the people that a finding is about, by name. Nobody but readers gets any. */
export async function peopleFound(
  viewer: Viewer,
  finding: PersonFinding,
  filters: FindingFilters & PagePlace = {},
): Promise<Page<PersonFound>> {
  return mayReadEverything(viewer) ? readPage(listing(finding, filters), filters) : emptyPage;
}

/** Everybody whom a finding is about, by name, read in batches. Nobody but readers gets any. */
export async function* everyPersonFound(
  viewer: Viewer,
  finding: PersonFinding,
  filters: FindingFilters,
): AsyncGenerator<PersonFound> {
  if (mayReadEverything(viewer)) yield* readAll(listing(finding, filters));
}

function listing(finding: PersonFinding, { q }: FindingFilters): Listing<PersonFound> {
  const people = Prisma.sql`person_summary s join person a on a.id = s.person_id and ${personFindings[finding]}`;
  return {
    order: { from: people, value: Prisma.sql`a.display_name`, id: Prisma.sql`a.id`, falls: false },
    isReversed: false,
    counted: people,
    conditions: [...foundBy("person", Prisma.sql`a.id`, q)],
    read: ({ from, where, order, limit, key }) => db().$queryRaw<PersonFound[]>`
      select a.id, a.display_name as name, a.user_name as "userName", a.email, a.status, s.groups, s.accounts, s.direct, ${key}
      from ${from} where ${where} order by ${order} limit ${limit}`,
    idOf: (row) => row.id,
  };
}
