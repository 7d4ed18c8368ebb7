import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimulatorState } from "#demo/aws/state.ts";
import { db } from "#lib/db/client.ts";
import { setSyncStage } from "./sync/sync-stage.fixture.ts";
import type { SyncOutcome } from "./sync-catalogue.ts";

let stage: Awaited<ReturnType<typeof setSyncStage>>;

beforeAll(async () => {
  stage = await setSyncStage();
});
afterAll(async () => {
  await stage.end();
});

const tables = [
  "organisation",
  "organisational_unit",
  "account",
  "permission_set",
  "identity_group",
  "person",
  "membership",
  "provisioned_permission_set",
  "assignment",
] as const;

/** Every row of the catalogue with the transaction that wrote it last. */
async function written(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    found[table] = await stage.sql(`select xmin::text, t.* from ${table} t order by t::text`);
  }
  return found;
}

const tuple = (row: { accountId: string; permissionSetArn: string; kind: string; principalId: string }) =>
  [row.accountId, row.permissionSetArn, row.kind, row.principalId].join(" ");

async function storedAssignments(): Promise<string[]> {
  const rows = await db().assignment.findMany();
  return rows.map((row) => tuple({ ...row, kind: row.principalKind })).sort();
}

function trueAssignments(state: SimulatorState): string[] {
  return state.assignments.map((row) => tuple({ ...row, kind: row.principalType.toLowerCase() })).sort();
}

function whyFailed(outcome: SyncOutcome | null): string | null {
  return outcome?.kind === "failed" ? outcome.failure : null;
}

describe("reading the organisation", () => {
  test("the first read stores everything that AWS holds", async () => {
    const outcome = await stage.read();
    expect(outcome?.kind).toBe("done");
    const truth = stage.simulator.state();
    expect(await storedAssignments()).toEqual(trueAssignments(truth));
    const [accounts, people, groups, memberships] = await Promise.all([
      db().account.findMany({ orderBy: { id: "asc" } }),
      db().person.findMany({ orderBy: { id: "asc" } }),
      db().group.findMany({ orderBy: { id: "asc" } }),
      db().membership.findMany(),
    ]);
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(
      accounts.map(({ id, name, email, state, parentId, tags }) => ({
        id,
        name,
        email,
        state,
        parentId,
        tags,
      })),
    ).toEqual(
      truth.accounts
        .toSorted(byId)
        .map(({ id, name, email, state, parentId, tags }) => ({ id, name, email, state, parentId, tags })),
    );
    expect(people.map(({ id, displayName, status }) => ({ id, displayName, status }))).toEqual(
      truth.users.toSorted(byId).map(({ id, displayName, status }) => ({ id, displayName, status })),
    );
    expect(groups.map(({ id }) => id)).toEqual(truth.groups.toSorted(byId).map(({ id }) => id));
    expect(memberships.map((row) => `${row.groupId} ${row.personId}`).sort()).toEqual(
      truth.memberships.map((row) => `${row.groupId} ${row.userId}`).sort(),
    );
    const sets = await db().permissionSet.findMany();
    for (const set of truth.permissionSets) {
      const stored = sets.find(({ arn }) => arn === set.arn);
      expect(stored?.name).toBe(set.name);
      expect(stored?.inlinePolicy).toBe(set.inlinePolicy ?? null);
    }
    expect(sets).toHaveLength(truth.permissionSets.length);
  });

  test("a run tells what it read, with how many calls, and the audit has it", async () => {
    const run = await db().syncRun.findFirstOrThrow({ where: { state: "done" } });
    expect(run.progress).toMatchObject({
      counts: { accounts: stage.simulator.state().accounts.length },
      reading: null,
    });
    const events = await db().auditEvent.findMany({ where: { action: "sync.done", targetId: run.id } });
    expect(events).toHaveLength(1);
  });

  test("a second read of an unchanged organisation writes no row", async () => {
    const before = await written();
    const outcome = await stage.read();
    expect(outcome?.kind).toBe("done");
    expect(await written()).toEqual(before);
  });

  test("what changes outside is picked up, and what is untouched keeps its first sight", async () => {
    const truth = stage.simulator.state();
    const [person, leaver] = truth.users;
    const [group] = truth.groups;
    const [account] = truth.accounts;
    const [set] = truth.permissionSets;
    if (!person || !leaver || !group || !account || !set) throw new Error("Halden is empty.");
    const seenBefore = await db().account.findUniqueOrThrow({ where: { id: account.id } });
    await stage.change((state) => {
      state.assignments.push({
        accountId: account.id,
        permissionSetArn: set.arn,
        principalType: "USER",
        principalId: person.id,
      });
      state.users = state.users.filter(({ id }) => id !== leaver.id);
      state.memberships = state.memberships.filter(({ userId }) => userId !== leaver.id);
      state.groups = state.groups.map((each) =>
        each.id === group.id ? { ...each, displayName: "renamed" } : each,
      );
      state.accounts = state.accounts.map((each) =>
        each.id === account.id ? { ...each, state: "SUSPENDED" } : each,
      );
      state.permissionSets = state.permissionSets.map((each) =>
        each.arn === set.arn ? { ...each, sessionDuration: "PT7H" } : each,
      );
    });
    const fingerprint = (await db().permissionSet.findUniqueOrThrow({ where: { arn: set.arn } })).fingerprint;
    expect((await stage.read())?.kind).toBe("done");
    expect(await storedAssignments()).toEqual(trueAssignments(stage.simulator.state()));
    expect(await db().person.findUnique({ where: { id: leaver.id } })).toBeNull();
    expect((await db().group.findUniqueOrThrow({ where: { id: group.id } })).displayName).toBe("renamed");
    const suspended = await db().account.findUniqueOrThrow({ where: { id: account.id } });
    expect(suspended).toEqual({
      ...seenBefore,
      state: "SUSPENDED",
      validFrom: suspended.validFrom,
      fromRunId: suspended.fromRunId,
    });
    expect(suspended.validFrom.getTime()).toBeGreaterThan(seenBefore.validFrom.getTime());
    const changed = await db().permissionSet.findUniqueOrThrow({ where: { arn: set.arn } });
    expect(changed.sessionMinutes).toBe(420);
    expect(changed.fingerprint).not.toBe(fingerprint);
  });

  test.each([
    [
      "refuses the second page of the people",
      "ListUsers",
      { kind: "later-page-fails", operation: "ListUsers" },
    ],
    [
      "denies the groups",
      "ListGroups",
      {
        kind: "error",
        operation: "ListGroups",
        name: "AccessDeniedException",
        message: "No.",
        httpStatus: 400,
      },
    ],
    [
      "answers accounts without their list",
      "ListAccounts",
      { kind: "answer", operation: "ListAccounts", body: {} },
    ],
  ] as const)("a read in which AWS %s changes nothing and says why", async (_, operation, fault) => {
    await stage.change((state) => {
      state.groups = state.groups.map((each, index) =>
        index === 1 ? { ...each, displayName: `new ${operation}` } : each,
      );
    });
    const before = await written();
    stage.simulator.inject({ ...fault });
    const outcome = await stage.read();
    stage.simulator.clearFaults();
    expect(whyFailed(outcome)).toContain(operation);
    expect(await written()).toEqual(before);
    const run = await db().syncRun.findFirstOrThrow({
      where: { state: "failed" },
      orderBy: { finishedAt: "desc" },
    });
    expect(run.failure).toContain(operation);
    expect(await db().auditEvent.count({ where: { action: "sync.failed", targetId: run.id } })).toBe(1);
  });

  test("a collapse of what AWS lists is refused, until somebody has taken it for true", async () => {
    const truth = structuredClone(stage.simulator.state());
    await stage.change((state) => {
      state.users = state.users.slice(0, 20);
    });
    const before = await written();
    const outcome = await stage.read();
    expect(whyFailed(outcome)).toContain("only 20 people");
    expect(await written()).toEqual(before);
    const refused = await db().syncRun.findFirstOrThrow({ orderBy: { startedAt: "desc" } });
    expect(refused.implausible).toMatchObject({ noun: "people", read: 20 });
    await stage.sql(
      `insert into sync_run (state, asked_at, asked_by_id, accepts) values ('asked', gatehouse_now(), 'someone', $1)`,
      [JSON.stringify([refused.implausible])],
    );
    expect((await stage.read())?.kind).toBe("done");
    expect(await db().person.count()).toBe(20);
    await stage.change((state) => {
      state.users = truth.users;
    });
    expect((await stage.read())?.kind).toBe("done");
  });

  test("an endpoint without the pair map is read by its principals, and no orphan is forgotten", async () => {
    stage.simulator.inject({
      kind: "error",
      operation: "ListAccountsForProvisionedPermissionSet",
      name: "UnknownOperationException",
      message: "Unknown.",
      httpStatus: 400,
    });
    const outcome = await stage.read();
    stage.simulator.clearFaults();
    expect(outcome?.kind).toBe("done");
    expect(await storedAssignments()).toEqual(trueAssignments(stage.simulator.state()));
    const run = await db().syncRun.findFirstOrThrow({
      where: { state: "done" },
      orderBy: { finishedAt: "desc" },
    });
    expect(run.progress).toMatchObject({ notes: [expect.stringContaining("does not tell where")] });
  });
});

describe("a large organisation, read by its principals", () => {
  /** Twice as many pairs as are listed one by one, all of one group, beside what Halden has. */
  const enlarge = (state: SimulatorState): void => {
    const [group, other] = state.groups;
    if (!group || !other) throw new Error("Halden has no groups.");
    for (const account of state.accounts.filter(({ state: is }) => is === "ACTIVE")) {
      for (const set of state.permissionSets) {
        const tuple = { accountId: account.id, permissionSetArn: set.arn, principalType: "GROUP" as const };
        const isThere = state.assignments.some(
          (row) =>
            row.accountId === account.id && row.permissionSetArn === set.arn && row.principalId === group.id,
        );
        if (!isThere) state.assignments.push({ ...tuple, principalId: group.id });
      }
    }
  };

  test("everything that a known principal holds, and every orphan that is known, is seen", async () => {
    await stage.change(enlarge);
    expect((await stage.read())?.kind).toBe("done");
    const pairs = stage.simulator.calls("ListAccountAssignments");
    expect(pairs).toBeLessThan(200);
    expect(await storedAssignments()).toEqual(trueAssignments(stage.simulator.state()));
  });

  test("a closed way to the principals leads back to the pairs", async () => {
    stage.simulator.inject({
      kind: "error",
      operation: "ListAccountAssignmentsForPrincipal",
      name: "AccessDeniedException",
      message: "Only the management account may.",
      httpStatus: 400,
    });
    expect((await stage.read())?.kind).toBe("done");
    stage.simulator.clearFaults();
    expect(await storedAssignments()).toEqual(trueAssignments(stage.simulator.state()));
    const run = await db().syncRun.findFirstOrThrow({
      where: { state: "done" },
      orderBy: { finishedAt: "desc" },
    });
    expect(run.progress).toMatchObject({ notes: [expect.stringContaining("every pair is listed")] });
  });
});

describe("when a read happens", () => {
  test("nothing is read before the timer's time", async () => {
    await stage.sql(
      "update sync_run set started_at = gatehouse_now() + interval '1000 hours' where state = 'done'",
    );
    expect(await stage.read()).toBeNull();
    await stage.sql("update sync_run set started_at = asked_at where state = 'done'");
  });

  test("a run whose worker went silent is marked failed, and the next one that is asked for goes on", async () => {
    await stage.sql(
      `insert into sync_run (state, asked_at, started_at, progress_at, worker_id)
       values ('running', gatehouse_now(), gatehouse_now(), gatehouse_now() - interval '3 minutes', 'a dead worker')`,
    );
    await stage.sql(
      "insert into sync_run (state, asked_at, asked_by_id) values ('asked', gatehouse_now(), 'someone')",
    );
    expect((await stage.read())?.kind).toBe("done");
    const [lost] = await stage.sql("select state, failure from sync_run where worker_id = 'a dead worker'");
    expect(lost?.state).toBe("failed");
    expect(lost?.failure).toContain("stopped before it was done");
  });

  test("while another worker reads, this one does nothing", async () => {
    await stage.sql(
      `insert into sync_run (state, asked_at, started_at, progress_at, worker_id)
       values ('running', gatehouse_now(), gatehouse_now(), gatehouse_now() + interval '100 hours', 'a live worker')`,
    );
    expect(await stage.read()).toBeNull();
    await stage.sql("delete from sync_run where worker_id = 'a live worker'");
  });
});

test("the web's role cannot write the catalogue", async () => {
  stage.as("web");
  for (const table of tables) {
    await expect(db().$executeRawUnsafe(`delete from ${table}`)).rejects.toThrow(/permission denied/);
  }
  await expect(db().syncRun.updateMany({ data: { state: "done" } })).rejects.toThrow(/permission denied/);
  stage.as("worker");
});
