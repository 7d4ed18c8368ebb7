import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { askEngine } from "#lib/operations/ask-engine.ts";
import { blocked, contested, granted } from "#lib/operations/testing/held-up.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { grantingFor } from "./granting.ts";
import { latestAsks } from "./latest-asks.ts";
import { stuckGrantsFor } from "./stuck-grants.ts";
import { suggestedOwners } from "./suggested-owners.ts";
import { waitingRowsFor } from "./waiting-rows.ts";

const reason = "Workers are replaced.";
let stage: Stage;
let contestedId: string;
let blockedId: string;
let activeId: string;

beforeAll(async () => {
  stage = await Stage.set();
  contestedId = await contested(stage, "leo", "ledger-prod");
  blockedId = await blocked(stage, "leo", "payments-prod");
  activeId = await granted(stage, "ines", "payouts-prod");
  await stage.sweep();
});
afterAll(async () => {
  await stage.strike();
});

const asViewer = <T>(who: Who, read: (viewer: Viewer, now: Date) => Promise<T>) =>
  stage.person(who, ({ actor, now }) => read(actor.viewer, now));
const owner = (sql: string) => stage.as("owner", () => db().$executeRawUnsafe(sql));

describe("WEB-04 only administrators and auditors see", () => {
  test.each<[string, (viewer: Viewer) => Promise<number>]>([
    ["grants that need a person", async (viewer) => (await stuckGrantsFor(viewer, {})).total],
    [
      "how many of them are blocked",
      async (viewer) => {
        const { blocked: some, contested: others } = await stuckGrantsFor(viewer, {});
        return some + others;
      },
    ],
    ["what has to wait", async (viewer) => (await waitingRowsFor(viewer, {})).total],
    ["what was asked", async (viewer) => (await latestAsks(viewer)).length],
    [
      "who stopped granting and why",
      async (viewer) => {
        const { stopped } = await grantingFor(viewer);
        return stopped?.by || stopped?.why ? 1 : 0;
      },
    ],
  ])("%s", async (_, howMany) => {
    await owner(
      "update engine_state set draining_since = gatehouse_now(), draining_by = 'x', draining_why = 'y'",
    );
    await owner(`update managed_assignment set waits_for = 'place', waits_since = gatehouse_now(), due_at = gatehouse_now()
      where id = (select managed_assignment_id from access_grant where id = '${activeId}')`);
    await stage.person("marit", (doing) => askEngine(doing, { kind: "retry", grantId: blockedId }));
    for (const who of ["marit", "amara"] as const)
      expect(await asViewer(who, howMany), who).toBeGreaterThan(0);
    for (const who of ["leo", "ines", "priya"] as const) expect(await asViewer(who, howMany), who).toBe(0);
  });

  test("whom to hand over to is for administrators alone", async () => {
    const names = await asViewer("marit", suggestedOwners);
    expect(names.map(({ userName }) => userName)).toEqual(
      expect.arrayContaining([cast.marit.userName, cast.priya.userName]),
    );
    expect(names.map(({ userName }) => userName)).not.toContain(cast.leo.userName);
    for (const who of ["amara", "leo"] as const) expect(await asViewer(who, suggestedOwners)).toEqual([]);
  });
});

test("what needs a person comes with AWS's own words, what it is judged by, and what is asked already", async () => {
  const {
    rows,
    total,
    blocked: stuck,
    contested: doubtful,
  } = await asViewer("marit", (viewer) => stuckGrantsFor(viewer, {}));
  expect({ total, stuck, doubtful }).toEqual({ total: 2, stuck: 1, doubtful: 1 });
  expect(rows.map(({ id }) => id)).toEqual([contestedId, blockedId]);
  expect(rows[0]).toMatchObject({
    about: { state: "contested", holderId: cast.leo.userId, ledger: { origin: "contested", verdict: null } },
    open: [],
  });
  expect(rows[1]).toMatchObject({
    grant: { fault: { kind: "denied", message: expect.stringContaining("sso:DeleteAccountAssignment") } },
    about: { state: "revoke_blocked", ledger: { origin: "ours" } },
    open: ["retry"],
    operation: { kind: "delete" },
  });
});

test("F48 everybody learns that AWS refuses, and since when", async () => {
  const { deniedSince } = await asViewer("leo", grantingFor);
  const row = await stage.as("worker", () =>
    db().managedAssignment.findFirstOrThrow({ where: { grants: { some: { id: blockedId } } } }),
  );
  expect(deniedSince).toEqual(row.faultSince);
});

test("everybody learns that granting is stopped, and since when", async () => {
  await owner(
    "update engine_state set draining_since = gatehouse_now(), draining_by = 'x', draining_why = 'y'",
  );
  expect((await asViewer("leo", grantingFor)).stopped).toEqual({
    since: expect.any(Date),
    by: null,
    why: null,
  });
  await owner("update engine_state set draining_since = null");
  expect((await asViewer("leo", grantingFor)).stopped).toBeNull();
});

test("a holder reads on the request's page what the worker waits for, and not once it is over", async () => {
  const grant = await stage.as("worker", () => db().grant.findUniqueOrThrow({ where: { id: activeId } }));
  const waits = (forWhat: string) =>
    owner(`update managed_assignment set waits_for = '${forWhat}', waits_since = gatehouse_now() - interval '1 min'
      where id = '${grant.managedAssignmentId}'`);
  await waits("drain");
  const read = () => asViewer("ines", (viewer, now) => requestFor(viewer, grant.requestId, now));
  expect((await read())?.grant).toMatchObject({ wait: { for: "drain", since: expect.any(Date) } });
  await owner(`update access_grant set state = 'revoking' where id = '${activeId}'`);
  await owner(
    `update access_grant set state = 'ended', ended_at = gatehouse_now(), end_reason = 'end-reached' where id = '${activeId}'`,
  );
  expect((await read())?.grant).toMatchObject({ wait: null, nextLookAt: null, verdict: null });
});

describe("what has to wait", () => {
  const HOW_MANY = 60;
  beforeAll(async () => {
    const { arn } = stage.organisation.instance;
    await owner(`insert into managed_assignment
      (instance_arn, account_id, permission_set_arn, person_id, created_at, due_at, waits_for, waits_since)
      select '${arn}', '${stage.accountId("payments-prod")}', '${stage.permissionSetArn("PaymentsOperator")}',
        'waiting-' || n, gatehouse_now(), gatehouse_now() + interval '1 min',
        (array['operation', 'list', 'place', 'account', 'fault', 'drain'])[1 + n % 6]::ledger_wait,
        gatehouse_now() - make_interval(mins => n / 2)
      from generate_series(1, ${HOW_MANY}) n`);
    await owner(`insert into managed_assignment
      (instance_arn, account_id, permission_set_arn, person_id, created_at, due_at, waits_for, waits_since)
      values ('${arn}', '1', 'x', 'resting', gatehouse_now(), gatehouse_now(), 'moment', gatehouse_now()),
             ('${arn}', '1', 'x', 'judged', gatehouse_now(), gatehouse_now(), 'verdict', gatehouse_now())`);
  });

  test("is listed page by page, the longest wait first, each once, forwards and backwards", async () => {
    const seen: string[] = [];
    const backwards: string[] = [];
    await asViewer("marit", async (viewer) => {
      let after: string | null | undefined;
      let last: string | null = null;
      do {
        const page = await waitingRowsFor(viewer, after ? { after } : {});
        expect(page.skipped).toBe(seen.length);
        expect(page.rows.map(({ since }) => since.getTime())).toEqual(
          page.rows.map(({ since }) => since.getTime()).toSorted((a, b) => a - b),
        );
        seen.push(...page.rows.map(({ personName }) => personName));
        last = page.previous;
        after = page.next;
      } while (after);
      let before: string | null = last;
      while (before) {
        const page = await waitingRowsFor(viewer, { before });
        backwards.unshift(...page.rows.map(({ personName }) => personName));
        before = page.previous;
      }
    });
    const waiting = seen.filter((name) => name.startsWith("waiting-"));
    expect(new Set(waiting).size).toBe(HOW_MANY);
    expect(waiting).toHaveLength(HOW_MANY);
    expect(seen).not.toContain("resting");
    expect(seen).not.toContain("judged");
    expect(seen.slice(0, backwards.length)).toEqual(backwards);
    expect(backwards.length).toBeGreaterThan(25);
  });

  test("leaves out what needs a person and stands above", async () => {
    await owner(`update managed_assignment set waits_for = 'fault', waits_since = gatehouse_now() - interval '1 day'
      where id = (select managed_assignment_id from access_grant where id = '${blockedId}')`);
    const { rows } = await asViewer("marit", (viewer) => waitingRowsFor(viewer, {}));
    expect(rows.map(({ personName }) => personName)).not.toContain(cast.leo.displayName);
  });
});

test("what was asked is told with what it is about and what came of it", async () => {
  await owner(
    `update engine_ask set state = 'refused', answered_at = gatehouse_now(), answer = 'No.' where state = 'asked'`,
  );
  await stage.person("marit", (doing) => askEngine(doing, { kind: "drain", reason }));
  const [drain, retry] = await asViewer("amara", latestAsks);
  expect(drain).toMatchObject({ kind: "drain", about: null, reason, state: "asked", answer: null });
  expect(retry).toMatchObject({
    kind: "retry",
    about: { personName: cast.leo.displayName, accountName: "payments-prod" },
    state: "refused",
    answer: "No.",
  });
});
