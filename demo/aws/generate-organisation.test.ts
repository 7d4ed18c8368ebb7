import { describe, expect, test } from "vitest";
import { generateOrganisation } from "./generate-organisation.ts";
import { type SimulatorState, stateSchema } from "./state.ts";

const size = { accounts: 200, sets: 30, groups: 60, people: 500, pairs: 2_000, seed: 7 };
const organisation = generateOrganisation(size);

test("the same seed makes the same organisation, another one another", () => {
  expect(generateOrganisation(size)).toEqual(organisation);
  expect(generateOrganisation({ ...size, seed: 8 }).assignments).not.toEqual(organisation.assignments);
});

test("is a state that the simulator accepts", () => {
  expect(stateSchema.parse(structuredClone(organisation))).toEqual(organisation);
});

test.each([
  ["as asked", size],
  ["with every pair that there can be", { ...size, accounts: 20, sets: 10, pairs: 200 }],
  ["of one account", { accounts: 1, sets: 1, groups: 1, people: 1, pairs: 1, seed: 1 }],
  ["of nobody", { accounts: 1, sets: 0, groups: 0, people: 0, pairs: 0, seed: 1 }],
])("has exactly the size %s", (_, asked) => {
  const made = generateOrganisation(asked);
  expect(made.accounts).toHaveLength(asked.accounts);
  expect(made.permissionSets).toHaveLength(asked.sets);
  expect(made.groups).toHaveLength(asked.groups);
  expect(made.users).toHaveLength(asked.people);
  expect(pairsOf(made).size).toBe(asked.pairs);
});

test("refuses more pairs than its accounts and sets can make", () => {
  expect(() => generateOrganisation({ ...size, accounts: 10, sets: 10, pairs: 101 })).toThrow(
    "fewer than 101",
  );
});

test("is shaped as organisations are", () => {
  const groups = new Set(organisation.groups.map((group) => group.id));
  const people = new Set(organisation.users.map((user) => user.id));
  const rows = organisation.assignments;
  expect(rows.length / size.pairs).toBeCloseTo(1.5, 1);
  expect(rows.filter((row) => groups.has(row.principalId)).length).toBeGreaterThan(rows.length * 0.9);
  expect(rows.some((row) => people.has(row.principalId))).toBe(true);
  expect(rows.some((row) => !people.has(row.principalId) && !groups.has(row.principalId))).toBe(true);
  expect(organisation.users.some((user) => user.status === "DISABLED")).toBe(true);
  expect(organisation.memberships.length / size.people).toBeCloseTo(5, 0);
  expect(Math.max(...depths(organisation))).toBe(5);
});

test("names every row once", () => {
  const { accounts, users, memberships, assignments, permissionSets } = organisation;
  for (const names of [
    accounts.map((account) => account.id),
    accounts.map((account) => account.email),
    users.map((user) => user.id),
    users.map((user) => user.userName),
    permissionSets.map((set) => set.name),
    memberships.map((membership) => membership.id),
    memberships.map(({ groupId, userId }) => `${groupId} ${userId}`),
    assignments.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.principalId}`),
  ])
    expect(new Set(names).size).toBe(names.length);
});

describe("an odd one", () => {
  const odd = generateOrganisation({ ...size, people: 11_000, isOdd: true, hasUnitCycle: true });

  test("holds every kind of bad input", () => {
    const names = odd.users.map((user) => user.displayName);
    expect(names.some((name) => name.includes("\u202E"))).toBe(true);
    expect(names.some((name) => name.length === 300)).toBe(true);
    expect(new Set(names).size).toBeLessThan(names.length);
    expect(odd.users.some((user) => user.email === undefined)).toBe(true);
    expect(odd.accounts.some((account) => String(account.state) === "MELTING")).toBe(true);
    expect(odd.permissionSets.some((set) => set.inlinePolicy === "{ not json")).toBe(true);
    const bare = odd.permissionSets.filter((set) => set.managedPolicyArns.length === 0 && !set.inlinePolicy);
    expect(bare.length).toBeGreaterThan(0);
    const sizes = Map.groupBy(odd.memberships, (membership) => membership.groupId);
    expect(Math.max(...[...sizes.values()].map((members) => members.length))).toBe(10_000);
  });

  test("keeps to what Postgres can store, unless asked for more", () => {
    const beyond = generateOrganisation({ ...size, isOdd: "beyond-aws" });
    expect(JSON.stringify(odd)).not.toContain("\\u0000");
    expect(JSON.stringify(beyond)).toContain("\\u0000");
  });

  test("lists a unit below its own descendant", () => {
    const looped = odd.units.find((unit) => unit.alsoUnder !== undefined);
    const below = odd.units.find((unit) => unit.id === looped?.alsoUnder);
    expect(below?.id).not.toBe(looped?.id);
    expect(stateSchema.parse(structuredClone(odd)).units).toEqual(odd.units);
  });
});

function pairsOf({ assignments }: SimulatorState): Set<string> {
  return new Set(assignments.map((row) => `${row.accountId} ${row.permissionSetArn}`));
}

function depths({ units }: SimulatorState): number[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const depthOf = (id: string): number => {
    const unit = byId.get(id);
    return unit ? 1 + depthOf(unit.parentId) : 0;
  };
  return units.map((unit) => depthOf(unit.id));
}
