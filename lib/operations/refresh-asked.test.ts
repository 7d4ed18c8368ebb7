import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SimulatorState } from "#demo/aws/state.ts";
import { shiftClock } from "#demo/clock/install-clock.ts";
import { textWith } from "#lib/aws/expected.fixture.ts";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readNow } from "#lib/db/now.ts";
import { latestRefresh } from "#lib/queries/catalogue/latest-refresh.ts";
import { setWebEnvironment, signedIn } from "#lib/queries/catalogue/viewers.fixture.ts";
import { askRefresh } from "./ask-refresh.ts";
import { refreshAsked } from "./refresh-asked.ts";
import { halden, setSyncStage } from "./sync/sync-stage.fixture.ts";

let stage: Awaited<ReturnType<typeof setSyncStage>>;
let administrator: Viewer;
let auditor: Viewer;
let member: Viewer;

function first<Row>(rows: readonly Row[], has: (row: Row) => boolean = () => true): Row {
  const found = rows.find(has);
  if (!found) throw new Error("Halden is not what it was.");
  return found;
}

const account = first(halden.accounts, ({ name }) => name === "payments-prod");
const set = first(halden.permissionSets, ({ name }) => name === "PaymentsOperator");
const group = first(
  halden.groups,
  ({ id }) =>
    halden.assignments.some((row) => row.principalId === id) &&
    halden.memberships.some((row) => row.groupId === id),
);
const person = first(
  halden.users,
  ({ id, status }) =>
    status === "ENABLED" && halden.memberships.filter((row) => row.userId === id).length > 1,
);
const inGroup = (name: string) => {
  const { id } = first(halden.groups, ({ displayName }) => displayName === name);
  return { id, member: first(halden.memberships, ({ groupId }) => groupId === id).userId };
};

beforeAll(async () => {
  const [administrators, auditors] = [inGroup("gatehouse-administrators"), inGroup("gatehouse-auditors")];
  setWebEnvironment({ administrators: administrators.id, auditors: auditors.id });
  stage = await setSyncStage();
  expect((await stage.read())?.kind).toBe("done");
  stage.as("web");
  administrator = await signedIn(stage.sql, administrators.member);
  auditor = await signedIn(stage.sql, auditors.member);
  const nobody = first(
    halden.users,
    ({ id, status }) =>
      status === "ENABLED" &&
      !halden.memberships.some(
        (row) => row.userId === id && [administrators.id, auditors.id].includes(row.groupId),
      ),
  );
  member = await signedIn(stage.sql, nobody.id);
});
beforeEach(async () => {
  await shiftClock(stage.database.urls.owner, 5);
  await stage.sql(
    "update refresh set state = 'failed', finished_at = asked_at, failure = 'test' where finished_at is null",
  );
});
afterAll(async () => {
  await stage.end();
});

async function ask(kind: RefreshKind, targetId: string, viewer: Viewer = administrator) {
  stage.as("web");
  return askRefresh({ actor: { kind: "person", viewer }, now: await readNow() }, { kind, targetId });
}

async function work(workerId = "worker-under-test") {
  stage.as("worker");
  return refreshAsked({ actor: { kind: "worker", workerId }, now: await readNow() }, stage.aws);
}

async function refresh(kind: RefreshKind, targetId: string) {
  expect(await ask(kind, targetId)).toMatchObject({ ok: true });
  return work();
}

/** The present catalogue against what the simulated AWS holds, tuple by tuple. */
async function differences(): Promise<string[]> {
  const truth = stage.simulator.state();
  const stored = await stage.sql(`
    select 'assignment ' || concat_ws(' ', account_id, permission_set_arn, upper(principal_kind::text), principal_id) as row from assignment
    union all select 'membership ' || concat_ws(' ', group_id, person_id) from membership
    union all select 'account ' || concat_ws(' ', id, name, state, parent_id) from account
    union all select 'set ' || concat_ws(' ', arn, description, session_minutes / 60) from permission_set
    union all select 'group ' || concat_ws(' ', id, display_name) from identity_group
    union all select 'person ' || concat_ws(' ', id, display_name, status) from person`);
  const expected = [
    ...truth.assignments.map((row) =>
      ["assignment", row.accountId, row.permissionSetArn, row.principalType, row.principalId].join(" "),
    ),
    ...truth.memberships.map((row) => ["membership", row.groupId, row.userId].join(" ")),
    ...truth.accounts.map((row) => ["account", row.id, row.name, row.state, row.parentId].join(" ")),
    ...truth.permissionSets.map((row) =>
      ["set", row.arn, row.description, Number(row.sessionDuration.slice(2, -1))].join(" "),
    ),
    ...truth.groups.map((row) => ["group", row.id, row.displayName].join(" ")),
    ...truth.users.map((row) => ["person", row.id, row.displayName, row.status].join(" ")),
  ];
  const found = new Set(stored.map(({ row }) => String(row)));
  const wanted = new Set(expected);
  return [
    ...expected.filter((row) => !found.has(row)).map((row) => `not stored: ${row}`),
    ...[...found].filter((row) => !wanted.has(row)).map((row) => `not true: ${row}`),
  ].sort();
}

const anotherGroup = { id: "new-group", displayName: "made-outside", description: "", externalIds: [] };

describe("reading one thing again makes it equal to what AWS holds", () => {
  test.each<[string, RefreshKind, string, (state: SimulatorState) => void]>([
    [
      "an account: its state, what was taken away there, and what a new group was given",
      "account",
      account.id,
      (state) => {
        state.accounts = state.accounts.map((row) =>
          row.id === account.id ? { ...row, name: "renamed-prod" } : row,
        );
        const [gone, ...others] = state.assignments.filter((row) => row.accountId === account.id);
        state.groups.push(anotherGroup);
        state.memberships.push({ id: "m-new", groupId: anotherGroup.id, userId: person.id });
        state.assignments = [
          ...state.assignments.filter((row) => row.accountId !== account.id),
          ...others,
          {
            accountId: account.id,
            permissionSetArn: gone?.permissionSetArn ?? set.arn,
            principalType: "GROUP",
            principalId: anotherGroup.id,
          },
        ];
      },
    ],
    [
      "a permission set: its content, and an account where it is new",
      "permission-set",
      set.arn,
      (state) => {
        state.permissionSets = state.permissionSets.map((row) =>
          row.arn === set.arn ? { ...row, description: "Other.", sessionDuration: "PT3H" } : row,
        );
        const elsewhere = first(
          state.accounts,
          ({ id, state: is }) =>
            is === "ACTIVE" &&
            !state.assignments.some((row) => row.accountId === id && row.permissionSetArn === set.arn),
        );
        state.assignments.push({
          accountId: elsewhere.id,
          permissionSetArn: set.arn,
          principalType: "USER",
          principalId: person.id,
        });
      },
    ],
    [
      "a group: its name, its members and what it holds",
      "group",
      group.id,
      (state) => {
        state.groups = state.groups.map((row) =>
          row.id === group.id ? { ...row, displayName: "renamed" } : row,
        );
        const left = first(state.memberships, (row) => row.groupId === group.id);
        const lost = first(state.assignments, (row) => row.principalId === group.id);
        state.memberships = state.memberships.filter((row) => row !== left);
        state.assignments = state.assignments.filter((row) => row !== lost);
      },
    ],
    [
      "a person: their status, their groups and what names them",
      "person",
      person.id,
      (state) => {
        state.users = state.users.map((row) => (row.id === person.id ? { ...row, status: "DISABLED" } : row));
        const left = first(state.memberships, (row) => row.userId === person.id);
        state.memberships = state.memberships.filter((row) => row !== left);
        state.assignments.push({
          accountId: account.id,
          permissionSetArn: set.arn,
          principalType: "USER",
          principalId: person.id,
        });
      },
    ],
    [
      "an account that left the organisation",
      "account",
      account.id,
      (state) => {
        state.accounts = state.accounts.filter(({ id }) => id !== account.id);
        state.assignments = state.assignments.filter((row) => row.accountId !== account.id);
      },
    ],
    [
      "a person who is gone, and whose assignment stays behind",
      "person",
      person.id,
      (state) => {
        state.users = state.users.filter(({ id }) => id !== person.id);
        state.memberships = state.memberships.filter((row) => row.userId !== person.id);
      },
    ],
  ])("%s", async (_, kind, id, edit) => {
    expect(await differences()).toEqual([]);
    await stage.change(edit);
    expect(await differences()).not.toEqual([]);
    const outcome = await refresh(kind, id);
    expect(outcome).toMatchObject({ kind: "done" });
    expect(await differences()).toEqual([]);
    stage.as("web");
    const latest = await latestRefresh(administrator, kind, id);
    expect(latest).toMatchObject({ state: "done", notes: [] });
    expect(await stage.sql("select count(*)::int as parts from sync_part")).toEqual([{ parts: 0 }]);
  });

  test("what vanished is in its past, with the refresh that saw it", async () => {
    const [past] = await stage.sql(
      `select count(*)::int as rows from account_past p join refresh r on r.id = p.to_run_id where p.id = $1 and r.is_gone`,
      [account.id],
    );
    expect(past).toEqual({ rows: 1 });
  });

  test("a second time writes nothing", async () => {
    expect(await refresh("group", group.id)).toMatchObject({ kind: "done", changed: 0 });
  });

  test("a set in many accounts keeps what was not listed", async () => {
    await stage.change((state) => {
      const holder = first(state.groups);
      for (const { id } of state.accounts) {
        const row = { accountId: id, permissionSetArn: set.arn, principalId: holder.id };
        if (
          !state.assignments.some(
            (each) =>
              each.accountId === id &&
              each.permissionSetArn === set.arn &&
              each.principalId === row.principalId,
          )
        )
          state.assignments.push({ ...row, principalType: "GROUP" });
      }
    });
    expect((await stage.read())?.kind).toBe("done");
    expect(await differences()).toEqual([]);
    await shiftClock(stage.database.urls.owner, 5);
    expect(await refresh("permission-set", set.arn)).toMatchObject({ kind: "done", changed: 0 });
    expect(await differences()).toEqual([]);
    stage.as("web");
    expect(await latestRefresh(auditor, "permission-set", set.arn)).toMatchObject({
      notes: [textWith("as the last full read saw it")],
    });
  });

  test("where AWS does not tell what a principal holds, that stays as it was and the page is told", async () => {
    stage.simulator.inject({
      kind: "error",
      operation: "ListAccountAssignmentsForPrincipal",
      name: "AccessDeniedException",
      message: "No.",
      httpStatus: 400,
    });
    const outcome = await refresh("group", group.id);
    stage.simulator.clearFaults();
    expect(outcome).toMatchObject({ kind: "done", changed: 0 });
    stage.as("web");
    expect(await latestRefresh(administrator, "group", group.id)).toMatchObject({
      notes: [textWith("AWS does not let Gatehouse ask")],
    });
  });

  test("a read that AWS denies changes nothing and says why", async () => {
    stage.simulator.inject({
      kind: "error",
      operation: "DescribeGroup",
      name: "AccessDeniedException",
      message: "No.",
      httpStatus: 400,
    });
    const before = await differences();
    const outcome = await refresh("group", group.id);
    stage.simulator.clearFaults();
    expect(outcome).toMatchObject({ kind: "failed", failure: textWith("AWS denied DescribeGroup") });
    expect(await differences()).toEqual(before);
    stage.as("web");
    expect(await latestRefresh(administrator, "group", group.id)).toMatchObject({ state: "failed" });
  });
});

describe("asking", () => {
  test.each([
    ["an administrator may", () => administrator, true],
    ["an auditor may", () => auditor, true],
    ["nobody else may", () => member, false],
  ] as const)("%s", async (_, viewer, may) => {
    const asked = await ask("group", group.id, viewer());
    expect(asked).toMatchObject(may ? { ok: true } : { ok: false, refusal: { code: "not-allowed" } });
    await work();
  });

  test("a second click while it waits answers as the first did", async () => {
    const [one, two] = [await ask("group", group.id), await ask("group", group.id, auditor)];
    expect(two).toEqual(one);
    await work();
    expect(await work()).toBeNull();
  });

  test("it is refused for what is not known, for what was read just now, and for too much at once", async () => {
    expect(await ask("group", "no-such-group")).toMatchObject({ refusal: { code: "unknown" } });
    await ask("group", group.id);
    await work();
    expect(await ask("group", group.id)).toMatchObject({
      refusal: { code: "refreshed-just-now", waitSeconds: 10 },
    });
    const people = halden.users.filter(({ id }) => id !== person.id).slice(0, 11);
    const answers = await Promise.all(people.map(({ id }) => ask("person", id)));
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ refusal: { code: "too-many-refreshes" } }]);
  });

  test("who asked and what came of it is in the audit", async () => {
    await refresh("group", group.id);
    const events = await stage.sql(
      "select action, actor_kind::text as actor from audit_event where target_kind = 'group' and target_id = $1 order by id desc limit 2",
      [group.id],
    );
    expect(events).toEqual([
      { action: "refresh.done", actor: "worker" },
      { action: "refresh.asked", actor: "person" },
    ]);
  });
});

describe("several workers", () => {
  test("read each thing once", async () => {
    const people = halden.users.filter(({ id }) => id !== person.id).slice(0, 4);
    for (const { id } of people) await ask("person", id);
    const outcomes = await Promise.all(["a", "b", "c", "d", "e", "f"].map((id) => work(id)));
    expect(outcomes.filter((outcome) => outcome?.kind === "done")).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(2);
  });

  test("one whose worker went silent is marked failed, and what it still brings is thrown away", async () => {
    await ask("group", group.id);
    await stage.sql(
      "update refresh set state = 'running', started_at = asked_at, worker_id = 'lost' where state = 'asked'",
    );
    await shiftClock(stage.database.urls.owner, 3);
    expect(await work()).toBeNull();
    stage.as("web");
    expect(await latestRefresh(administrator, "group", group.id)).toMatchObject({
      state: "failed",
      failure: textWith("stopped before it was done"),
    });
  });
});
