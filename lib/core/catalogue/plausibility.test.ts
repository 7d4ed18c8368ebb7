import { expect, test } from "vitest";
import type { Counts } from "./catalogue-rows.ts";
import { explainImplausible, type Implausible, judgePlausible, parseAccepted } from "./plausibility.ts";

const halden: Counts = {
  organisations: 1,
  units: 8,
  accounts: 60,
  permissionSets: 25,
  groups: 40,
  people: 300,
  memberships: 372,
  provisioned: 346,
  assignments: 363,
};
const nothing: Counts = {
  organisations: 0,
  units: 0,
  accounts: 0,
  permissionSets: 0,
  groups: 0,
  people: 0,
  memberships: 0,
  provisioned: 0,
  assignments: 0,
};

test.each<[string, Counts, Partial<Counts>, string | null]>([
  ["the same again", halden, {}, null],
  ["a first read", nothing, {}, null],
  ["a first read without an account", nothing, { accounts: 0 }, "accounts"],
  ["no account any more", halden, { accounts: 0 }, "accounts"],
  ["exactly half of the people", halden, { people: 150 }, null],
  ["less than half of the people", halden, { people: 149 }, "people"],
  ["no assignment any more", halden, { assignments: 0 }, "assignments"],
  ["one of nine groups", { ...halden, groups: 9 }, { groups: 1 }, null],
  ["none of nine groups", { ...halden, groups: 9 }, { groups: 0 }, "groups"],
  ["none where one was", { ...halden, assignments: 1 }, { assignments: 0 }, null],
  ["four of ten groups", { ...halden, groups: 10 }, { groups: 4 }, "groups"],
  ["twice as much of everything", halden, { people: 600, accounts: 120 }, null],
])("of %s", (_, stored, read, refused) => {
  expect(judgePlausible(stored, { ...halden, ...read })?.noun ?? null).toBe(refused);
});

test.each([
  [
    { noun: "accounts", stored: 60, read: 0 },
    "AWS answered with no account where 60 were known, so nothing was changed.",
  ],
  [
    { noun: "people", stored: 300, read: 1 },
    "AWS answered with only 1 person where 300 were known, so nothing was changed.",
  ],
] as const)("says so: %j", (implausible, sentence) => {
  expect(explainImplausible(implausible)).toBe(sentence);
});

const collapsed: Implausible = { noun: "people", stored: 300, read: 100 };

test.each<[string, Implausible[], Partial<Counts>, string | null]>([
  ["the same collapse", [collapsed], { people: 100 }, null],
  ["one that is over", [collapsed], { people: 300 }, null],
  ["a little less still", [collapsed], { people: 90 }, null],
  ["more than a tenth less still", [collapsed], { people: 89 }, "people"],
  ["another noun's collapse", [collapsed], { people: 100, groups: 10 }, "groups"],
  [
    "two collapses, accepted one after the other",
    [collapsed, { noun: "groups", stored: 40, read: 10 }],
    { people: 100, groups: 10 },
    null,
  ],
  ["nobody any more", [{ ...collapsed, read: 0 }], { people: 0 }, null],
  ["no account any more", [{ noun: "accounts", stored: 60, read: 0 }], { accounts: 0 }, "accounts"],
])("an accepted collapse lets pass: %s", (_, accepted, read, refused) => {
  expect(judgePlausible(halden, { ...halden, ...read }, accepted)?.noun ?? null).toBe(refused);
});

test.each([null, {}, "people", [{ noun: "planets", stored: 9, read: 1 }]])("%j accepts nothing", (json) => {
  expect(parseAccepted(json)).toEqual([]);
});
