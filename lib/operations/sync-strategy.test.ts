import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generateOrganisation } from "#demo/aws/generate-organisation.ts";
import type { SimulatorState } from "#demo/aws/state.ts";
import { callFloor } from "#lib/core/catalogue/call-floor.ts";
import { db } from "#lib/db/client.ts";
import { parseProgress } from "#lib/queries/catalogue/parse-progress.ts";
import { sizesOf } from "./sync/sizes.fixture.ts";
import { setSyncStage } from "./sync/sync-stage.fixture.ts";
import { storedRows, trueRows } from "./sync/truth.fixture.ts";

/** More pairs than are always listed one by one, and more sets than are always read whole. */
const seed = generateOrganisation({ accounts: 40, sets: 60, groups: 30, people: 150, pairs: 900, seed: 5 });

// Each test reads an organisation several times, over HTTP.
vi.setConfig({ testTimeout: 120_000 });

let stage: Awaited<ReturnType<typeof setSyncStage>>;
/** What the last complete read knew. */
let known: SimulatorState["assignments"] = [];

beforeAll(async () => {
  stage = await setSyncStage({ seed });
});
afterAll(async () => {
  await stage.end();
});

/** A read, which must end well, and what its run has to tell. */
async function readWell(reading: Parameters<typeof stage.read>[0] = {}) {
  expect(await stage.read(reading)).toMatchObject({ kind: "done" });
  const run = await db().syncRun.findFirstOrThrow({ orderBy: { startedAt: "desc" } });
  return { depth: run.depth, ...parseProgress(run.progress) };
}

async function expectTruth(): Promise<void> {
  expect(await storedRows(stage.sql)).toEqual(trueRows(stage.simulator.state()));
}

const contents = new Set([
  "sso-admin:ListManagedPoliciesInPermissionSet",
  "sso-admin:ListCustomerManagedPolicyReferencesInPermissionSet",
  "sso-admin:GetInlinePolicyForPermissionSet",
  "sso-admin:GetPermissionsBoundaryForPermissionSet",
  "sso-admin:ListTagsForResource",
]);

/** Calls as the floor counts them: those for the contents of sets together. */
function counted(calls: Readonly<Record<string, number>>): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [operation, count] of Object.entries(calls)) {
    const name = contents.has(operation) ? "sso-admin:contents of permission sets" : operation;
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

function pick<Item>(items: readonly Item[], fits: (item: Item) => boolean): Item {
  const found = items.find(fits);
  if (found === undefined) throw new Error("The organisation has none.");
  return found;
}

describe("a large organisation", () => {
  test("is read thoroughly the first time, with exactly the fewest calls", async () => {
    const run = await readWell();
    expect(run.depth).toBe("thorough");
    await expectTruth();
    const state = stage.simulator.state();
    expect(counted(run.calls)).toEqual(callFloor(sizesOf(state, []), { depth: "thorough", shareOfDay: 0 }));
    known = state.assignments;
  });

  test("is read by its principals from then on, with hardly more than the fewest calls, and nothing is written", async () => {
    const before = await storedRows(stage.sql);
    const run = await readWell({ everyMinutes: 5, afterMinutes: 6 });
    expect(run.depth).toBe("routine");
    const floor: Record<string, number> = {
      ...callFloor(sizesOf(stage.simulator.state(), known), { depth: "routine", shareOfDay: 6 / 1440 }),
    };
    const calls = counted(run.calls);
    // What has its turn is drawn by name: a few more or fewer in one run.
    for (const drawn of ["sso-admin:ListAccountAssignments", "sso-admin:contents of permission sets"]) {
      expect(calls[drawn] ?? 0).toBeLessThanOrEqual((floor[drawn] ?? 0) + 15);
      delete calls[drawn];
      delete floor[drawn];
    }
    expect(calls).toEqual(floor);
    expect(Object.values(run.changes ?? {})).toEqual(
      Array.from({ length: 9 }, () => ({ added: 0, changed: 0, vanished: 0 })),
    );
    expect(await storedRows(stage.sql)).toEqual(before);
  });

  test("says how far it is, step by step", async () => {
    const run = await readWell({ everyMinutes: 5, afterMinutes: 6 });
    const ended = run.steps.filter(({ done, of }) => done === of).map(({ what }) => what);
    expect(ended).toEqual(run.steps.map(({ what }) => what));
    expect(ended).toEqual(
      expect.arrayContaining([
        "organisational units",
        "accounts",
        "account tags",
        "groups",
        "people",
        "memberships",
        "permission sets",
        "where permission sets are provisioned",
        "what groups and people hold",
        "assignments",
      ]),
    );
  });

  test("changes that a routine read looks at are seen at once, and the others within a day", async () => {
    const state = stage.simulator.state();
    const hidden = pick(state.users, ({ id }) => !state.assignments.some((row) => row.principalId === id));
    const explained = pick(state.assignments, ({ principalType }) => principalType === "GROUP");
    const empty = state.accounts
      .flatMap((account) => state.permissionSets.map((set) => ({ account, set })))
      .find(
        ({ account, set }) =>
          !state.assignments.some((row) => row.accountId === account.id && row.permissionSetArn === set.arn),
      );
    if (!empty) throw new Error("Every pair is provisioned.");
    const leaver = pick(state.users, ({ id }) => state.assignments.some((row) => row.principalId === id));
    await stage.change((truth) => {
      const person = { principalType: "USER", principalId: hidden.id } as const;
      truth.assignments.push({
        accountId: explained.accountId,
        permissionSetArn: explained.permissionSetArn,
        ...person,
      });
      truth.users = truth.users.filter(({ id }) => id !== leaver.id);
      truth.memberships = truth.memberships.filter(({ userId }) => userId !== leaver.id);
      const group = { principalType: "GROUP", principalId: explained.principalId } as const;
      truth.assignments.push({ accountId: empty.account.id, permissionSetArn: empty.set.arn, ...group });
      truth.permissionSets = truth.permissionSets.map((set) =>
        set.arn === empty.set.arn ? { ...set, description: "Another one.", managedPolicyArns: [] } : set,
      );
    });
    for (let reads = 0; reads < 3; reads += 1) await readWell({ everyMinutes: 480, afterMinutes: 481 });
    await expectTruth();
  });
});

describe("when AWS does not open the usual way", () => {
  test.each([
    [
      "lets nobody ask a principal",
      { delegatedAdministrator: true },
      "every pair is listed",
      "sso-admin:ListAccountAssignments",
      900,
    ],
    [
      "does not know how to ask a principal",
      { notOffered: ["ListAccountAssignmentsForPrincipal"] },
      "every pair is listed",
      "sso-admin:ListAccountAssignments",
      900,
    ],
    [
      "does not tell where sets are provisioned",
      { notOffered: ["ListAccountsForProvisionedPermissionSet"] },
      "does not tell where permission sets are provisioned",
      "sso-admin:ListAccountAssignmentsForPrincipal",
      170,
    ],
    [
      "has no tags",
      { notOffered: ["ListTagsForResource"] },
      "AWS does not offer organizations:ListTagsForResource here",
      "sso-admin:ListAccountAssignmentsForPrincipal",
      30,
    ],
  ] as const)(
    "which %s, the read says so and finds everything",
    async (_, settings, note, operation, calls) => {
      stage.simulator.set({
        ...settings,
        notOffered: [...("notOffered" in settings ? settings.notOffered : [])],
      });
      const run = await readWell({ everyMinutes: 5, afterMinutes: 6 });
      stage.simulator.set({ delegatedAdministrator: false, notOffered: [] });
      expect(run.notes).toEqual(expect.arrayContaining([expect.stringContaining(note)]));
      expect(run.calls[operation]).toBeGreaterThanOrEqual(calls);
      await expectTruth();
    },
  );

  test("an empty map of pairs is not believed while principals hold assignments", async () => {
    stage.simulator.inject({
      kind: "answer",
      operation: "ListAccountsForProvisionedPermissionSet",
      body: { AccountIds: [] },
    });
    const run = await readWell({ everyMinutes: 5, afterMinutes: 6 });
    stage.simulator.clearFaults();
    const { groups, users } = stage.simulator.state();
    expect(run.calls["sso-admin:ListAccountAssignmentsForPrincipal"]).toBeGreaterThanOrEqual(
      groups.length + users.length,
    );
    await expectTruth();
  });

  test("pairs that AWS does not tell of stay known until it tells again", async () => {
    const { accounts, permissionSets, assignments } = stage.simulator.state();
    const account = pick(accounts, ({ state }) => state === "ACTIVE");
    const set = pick(
      permissionSets,
      ({ arn }) => !assignments.some((row) => row.accountId === account.id && row.permissionSetArn === arn),
    );
    const pair = [account.id, set.arn];
    const isKnown = async () =>
      (
        await stage.sql(
          "select from provisioned_permission_set where account_id = $1 and permission_set_arn = $2",
          pair,
        )
      ).length;
    await stage.sql(
      "insert into provisioned_permission_set (account_id, permission_set_arn) values ($1, $2)",
      pair,
    );
    for (const told of ["notOffered", "empty"] as const) {
      if (told === "notOffered")
        stage.simulator.set({ notOffered: ["ListAccountsForProvisionedPermissionSet"] });
      else
        stage.simulator.inject({
          kind: "answer",
          operation: "ListAccountsForProvisionedPermissionSet",
          body: { AccountIds: [] },
        });
      await readWell({ everyMinutes: 5, afterMinutes: 6 });
      stage.simulator.set({ notOffered: [] });
      stage.simulator.clearFaults();
      expect(await isKnown(), told).toBe(1);
    }
    await readWell({ everyMinutes: 5, afterMinutes: 6 });
    await expectTruth();
  });

  test.each(["ListUsers", "ListAccounts", "ListAccountAssignmentsForPrincipal"])(
    "a token of %s that goes stale begins that list again, once",
    async (operation) => {
      stage.simulator.inject({ kind: "token-expires", operation, times: 1 });
      await readWell({ everyMinutes: 5, afterMinutes: 6 });
      await expectTruth();
      stage.simulator.inject({ kind: "token-expires", operation });
      const outcome = await stage.read({ everyMinutes: 5, afterMinutes: 6 });
      stage.simulator.clearFaults();
      expect(outcome).toMatchObject({
        kind: "failed",
        failure: expect.stringContaining(`${operation} expire`),
      });
    },
  );

  test("empty pages are read over", async () => {
    stage.simulator.set({ emptyPages: 2 });
    await readWell({ everyMinutes: 5, afterMinutes: 6 });
    stage.simulator.set({ emptyPages: 0 });
    await expectTruth();
  });

  test.each([
    ["ListGroupMemberships", "ResourceNotFoundException"],
    ["DescribePermissionSet", "ResourceNotFoundException"],
    ["ListAccountAssignmentsForPrincipal", "ResourceNotFoundException"],
    ["ListAccountAssignments", "ResourceNotFoundException"],
    ["ListTagsForResource", "TargetNotFoundException"],
    ["ListOrganizationalUnitsForParent", "ParentNotFoundException"],
  ])("what is gone by the time of %s is no reason to fail", async (operation, name) => {
    stage.simulator.inject({ kind: "error", operation, name, message: "Gone.", httpStatus: 400, times: 1 });
    await readWell({ everyMinutes: 5, afterMinutes: 6 });
    stage.simulator.clearFaults();
    // After a day everything has had its turn, also a pair of somebody whose only row was taken for gone.
    await readWell({ everyMinutes: 5, afterMinutes: 1441 });
    await expectTruth();
  });
});

test.each(["within-aws", "beyond-aws"] as const)(
  "whatever an organisation is called (%s), no row is lost, and what is wrong is told",
  async (isOdd) => {
    const odd = await setSyncStage({
      seed: generateOrganisation({
        accounts: 150,
        sets: 40,
        groups: 150,
        people: 200,
        pairs: 100,
        units: 40,
        seed: 11,
        isOdd,
        hasUnitCycle: true,
      }),
      checkShapes: isOdd === "within-aws",
    });
    try {
      expect(await odd.read()).toMatchObject({ kind: "done" });
      const run = await db().syncRun.findFirstOrThrow({ orderBy: { startedAt: "desc" } });
      expect(await storedRows(odd.sql)).toEqual(trueRows(odd.simulator.state()));
      const { notes } = parseProgress(run.progress);
      expect(notes).toEqual(
        expect.arrayContaining([
          expect.stringContaining("lying inside itself"),
          expect.stringContaining("in a state that Gatehouse does not know"),
        ]),
      );
      expect(notes.some((note) => note.includes("cannot be stored"))).toBe(isOdd === "beyond-aws");
      expect(await odd.read()).toMatchObject({ kind: "done" });
      const again = await db().syncRun.findFirstOrThrow({ orderBy: { startedAt: "desc" } });
      expect(Object.values(parseProgress(again.progress).changes ?? {})).toEqual(
        Array.from({ length: 9 }, () => ({ added: 0, changed: 0, vanished: 0 })),
      );
    } finally {
      await odd.end();
    }
  },
);
