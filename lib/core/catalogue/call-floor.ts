import { readingWay } from "./assignment-reading.ts";
import { CONTENTS_ALWAYS_UP_TO_SETS } from "./contents-due.ts";

/** How many rows a page of a list holds at most: of Identity Center and the identity store, and of Organizations. */
const ROWS_OF_A_PAGE = 100;
const ROWS_OF_AN_ORGANIZATIONS_PAGE = 20;

/** Policies of AWS and of the customer, inline policy, boundary and tags. */
const CALLS_FOR_CONTENTS = 5;

/** An organisation as far as it decides how many calls a read takes. Lists of numbers have one for each thing, in any order. */
export type OrganisationSizes = {
  accounts: number;
  /** For the root and each organisational unit, how many units lie directly below it. */
  unitsBelow: readonly number[];
  people: number;
  /** For each group, its members. */
  members: readonly number[];
  /** For each permission set, the accounts in which it is provisioned. */
  accountsOfSet: readonly number[];
  /** For each provisioned pair, its assignments. */
  assignmentsOfPair: readonly number[];
  /** For each group, its assignments. */
  assignmentsOfGroup: readonly number[];
  /**
   * For each person who is asked, the assignments that AWS lists: their own and their groups'. In a routine read those are asked who are
   * known to hold assignments of their own and whose pages are no more than the pairs that they hold those in; in a thorough one everybody.
   */
  assignmentsOfPerson: readonly number[];
  /** Pairs that nobody who is asked holds, and those in which the last read knew somebody who is not asked: people, and principals that are gone. */
  unexplainedPairs: number;
};

export type ReadKind = {
  depth: "routine" | "thorough";
  /** The part of a day that has passed since the last complete read began, 0 to 1. */
  shareOfDay: number;
};

/**
 * The fewest AWS calls that a read of an organisation takes, by "service:Operation": no page of a list is shorter than AWS may make it, nothing
 * is tried again, and what has its turn is spread evenly over the day.
 */
export function callFloor(sizes: OrganisationSizes, kind: ReadKind): Readonly<Record<string, number>> {
  const { accounts, people, members, accountsOfSet } = sizes;
  const sets = accountsOfSet.length;
  const areContentsAllRead = kind.depth === "thorough" || sets <= CONTENTS_ALWAYS_UP_TO_SETS;
  const contents = Math.ceil(sets * (areContentsAllRead ? 1 : kind.shareOfDay));
  return {
    "organizations:DescribeOrganization": 1,
    "organizations:ListRoots": 1,
    "organizations:ListOrganizationalUnitsForParent": sum(sizes.unitsBelow, organizationsPages),
    "organizations:ListAccounts": organizationsPages(accounts),
    "organizations:ListTagsForResource": accounts,
    "identitystore:ListGroups": pages(members.length),
    "identitystore:ListUsers": pages(people),
    "identitystore:ListGroupMemberships": sum(members, pages),
    "sso-admin:ListPermissionSets": pages(sets),
    "sso-admin:DescribePermissionSet": sets,
    "sso-admin:contents of permission sets": contents * CALLS_FOR_CONTENTS,
    "sso-admin:ListAccountsForProvisionedPermissionSet": sum(accountsOfSet, pages),
    ...callsForAssignments(sizes, kind),
  };
}

/** The calls of a floor by service. */
export function floorByService(floor: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const services = new Map<string, number>();
  for (const [operation, calls] of Object.entries(floor)) {
    const service = operation.slice(0, operation.indexOf(":"));
    services.set(service, (services.get(service) ?? 0) + calls);
  }
  return Object.fromEntries(services);
}

function callsForAssignments(sizes: OrganisationSizes, { depth, shareOfDay }: ReadKind) {
  const { assignmentsOfPair, assignmentsOfGroup, assignmentsOfPerson, unexplainedPairs } = sizes;
  const pairs = assignmentsOfPair.length;
  const way = readingWay({
    depth,
    pairs,
    principals: assignmentsOfGroup.length + assignmentsOfPerson.length,
  });
  const pagesOfPairs = sum(assignmentsOfPair, pages);
  switch (way) {
    case "pairs":
      return { "sso-admin:ListAccountAssignments": pagesOfPairs };
    case "principals": {
      const listed = unexplainedPairs + (pairs - unexplainedPairs) * shareOfDay;
      return {
        "sso-admin:ListAccountAssignmentsForPrincipal":
          sum(assignmentsOfGroup, pages) + sum(assignmentsOfPerson, pages),
        "sso-admin:ListAccountAssignments": Math.ceil((pagesOfPairs / pairs) * listed),
      };
    }
  }
}

function pages(rows: number): number {
  return Math.max(1, Math.ceil(rows / ROWS_OF_A_PAGE));
}

function organizationsPages(rows: number): number {
  return Math.max(1, Math.ceil(rows / ROWS_OF_AN_ORGANIZATIONS_PAGE));
}

function sum(numbers: readonly number[], of: (rows: number) => number): number {
  return numbers.reduce((total, rows) => total + of(rows), 0);
}
