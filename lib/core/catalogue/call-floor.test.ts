import { expect, test } from "vitest";
import { callFloor, floorByService, type OrganisationSizes } from "./call-floor.ts";

const each = (count: number, rows: number) => Array.from({ length: count }, () => rows);

/** 1,000 accounts, 100 sets, 300 groups, 3,000 people and 10,000 pairs, of which 100 nobody explains. */
const large: OrganisationSizes = {
  accounts: 1_000,
  unitsBelow: [30, ...each(50, 0)],
  people: 3_000,
  members: each(300, 50),
  accountsOfSet: each(100, 100),
  assignmentsOfPair: each(10_000, 1),
  assignmentsOfGroup: each(300, 33),
  assignmentsOfPerson: each(100, 80),
  unexplainedPairs: 100,
};

const small: OrganisationSizes = {
  ...large,
  accountsOfSet: each(25, 14),
  assignmentsOfPair: each(346, 1),
};

test.each([
  [
    "a routine read asks the principals, and lists what they leave open and a share of the rest",
    large,
    { depth: "routine", shareOfDay: 1 / 24 },
    // 1 list of sets, 100 described, 5 of them whole, 100 for the map, 400 principals, 100 + 9,900/24 pairs
    {
      organizations: 2 + 2 + 50 + 50 + 1_000,
      identitystore: 3 + 30 + 300,
      "sso-admin": 1 + 100 + 25 + 100 + 400 + 513,
    },
  ],
  [
    "a thorough read lists every pair",
    large,
    { depth: "thorough", shareOfDay: 0 },
    { organizations: 1_104, identitystore: 333, "sso-admin": 1 + 600 + 100 + 10_000 },
  ],
  [
    "a small organisation is always read whole",
    small,
    { depth: "routine", shareOfDay: 1 / 24 },
    { organizations: 1_104, identitystore: 333, "sso-admin": 1 + 25 * 6 + 25 + 346 },
  ],
] as const)("%s", (_, sizes, kind, calls) => {
  expect(floorByService(callFloor(sizes, kind))).toEqual(calls);
});
