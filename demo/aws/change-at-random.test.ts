import { expect, test } from "vitest";
import { z } from "zod";
import { changeAtRandom } from "./change-at-random.ts";
import { generateOrganisation } from "./generate-organisation.ts";
import { usualSettings } from "./settings.ts";
import { startAwsSimulator } from "./simulator.ts";
import { stateSchema } from "./state.ts";
import { createWorld, dumpWorld } from "./world.ts";

const seed = generateOrganisation({ accounts: 100, sets: 20, groups: 40, people: 300, pairs: 800, seed: 5 });

test("the same seed makes the same changes of the same world", () => {
  const [one, other] = [worldOf(), worldOf()];
  const kinds = changeAtRandom(one, { count: 300, seed: 9 });
  expect(changeAtRandom(other, { count: 300, seed: 9 })).toEqual(kinds);
  expect(dumpWorld(one).memberships).toEqual(dumpWorld(other).memberships);
  expect(changeAtRandom(other, { count: 300, seed: 9 })).not.toEqual(kinds);
});

test("a few hundred changes are of every kind, and exactly as many as asked for", () => {
  const made = changeAtRandom(worldOf(), { count: 400, seed: 2 });
  expect(made).toHaveLength(400);
  const kinds = new Set(made.map((change) => change.kind));
  expect([...kinds].sort()).toEqual(everyKind);
});

test("only kinds that were asked for are made", () => {
  const kinds = ["accountMoved", "personDisabled"] as const;
  const made = changeAtRandom(worldOf(), { count: 50, seed: 6, kinds });
  expect(made).toHaveLength(50);
  expect(new Set(made.map((change) => change.kind))).toEqual(new Set(kinds));
});

test("what is left holds together", () => {
  const world = worldOf();
  changeAtRandom(world, { count: 500, seed: 3 });
  const state = stateSchema.parse(dumpWorld(world));
  const accounts = new Set(state.accounts.map((account) => account.id));
  const sets = new Set(state.permissionSets.map((set) => set.arn));
  const units = new Set([seed.organization.rootId, ...state.units.map((unit) => unit.id)]);
  const people = new Set(state.users.map((user) => user.id));
  const groups = new Set(state.groups.map((group) => group.id));
  expect(accounts.has(seed.organization.managementAccountId)).toBe(true);
  for (const row of state.assignments) {
    expect(accounts.has(row.accountId) && sets.has(row.permissionSetArn)).toBe(true);
  }
  for (const { parentId } of [...state.accounts, ...state.units]) expect(units.has(parentId)).toBe(true);
  for (const { groupId, userId } of state.memberships) {
    expect(groups.has(groupId) && people.has(userId)).toBe(true);
  }
});

test("a world with nothing in it is not waited for", () => {
  const empty = generateOrganisation({ accounts: 1, sets: 0, groups: 0, people: 0, pairs: 0, seed: 1 });
  const world = createWorld({ ...empty, units: [] }, usualSettings);
  expect(changeAtRandom(world, { count: 5, seed: 1 }).length).toBeGreaterThan(0);
});

test("the control endpoint and the simulator itself change the running world", async () => {
  const simulator = await startAwsSimulator({ port: 0, seed });
  const answer = await fetch(`${simulator.url}/_simulator/changes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ count: 12, seed: 4 }),
  });
  const made = z.array(z.object({ kind: z.string(), subject: z.string() })).parse(await answer.json());
  expect(made).toHaveLength(12);
  expect(simulator.changeAtRandom({ count: 30, seed: 4 })).toHaveLength(30);
  expect(simulator.state().memberships).not.toEqual(seed.memberships);
  const whole: unknown = await (await fetch(`${simulator.url}/_simulator/organisation`)).json();
  expect(stateSchema.parse(whole)).toEqual(simulator.state());
  await simulator.close();
});

function worldOf() {
  return createWorld(structuredClone(seed), usualSettings);
}

const everyKind = [
  "accountClosed",
  "accountCreated",
  "accountMoved",
  "accountRemoved",
  "accountRenamed",
  "accountTagged",
  "assignedToGroup",
  "assignedToPerson",
  "groupCreated",
  "groupDeleted",
  "groupRenamed",
  "membershipAdded",
  "membershipRemoved",
  "personCreated",
  "personDeleted",
  "personDisabled",
  "personEnabled",
  "personRenamed",
  "setCreated",
  "setDeleted",
  "setInlinePolicyChanged",
  "setManagedPolicyChanged",
  "setSessionChanged",
  "setTagged",
  "unassignedFromGroup",
  "unassignedFromPerson",
  "unitCreated",
  "unitDeleted",
  "unitRenamed",
];
