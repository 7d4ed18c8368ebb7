import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { FaultStage, ordinaryLife, roleUnderTest } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.clear());
afterAll(() => faults.strike());

const CREATE = "CreateAccountAssignment";
const DELETE = "DeleteAccountAssignment";
const calls = (operation: string) => faults.stage.simulator.calls(`sso-admin:${operation}`);
const inject = (fault: Parameters<typeof faults.stage.simulator.inject>[0]) =>
  faults.stage.simulator.inject(fault);

describe("an answer that never comes", () => {
  test.each([
    [
      "F37 a create whose answer is lost, although it happened, is found and not made again",
      "answer-lost",
      1,
    ],
    ["F38 a create that never arrived is made again", "reset", 2],
  ] as const)("%s", async (_, kind, expected) => {
    const id = await faults.grant("leo", "payments-prod");
    const before = calls(CREATE);
    const hit = inject({ kind, operation: CREATE, times: 1 });
    await faults.startWorker();
    await faults.until(id, "active", 3);
    expect(faults.stage.simulator.hitsOf(hit)).toBe(1);
    expect(calls(CREATE) - before).toBe(expected);
    await faults.passItsEnd(id);
    await faults.until(id, "ended", 3);
    expect(faults.isInAws("leo", "payments-prod")).toBe(false);
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  });

  test.each([
    ["F37 a delete whose answer is lost, although it happened, ends the grant once", "answer-lost"],
    ["F38 a delete that never arrived is made again", "reset"],
  ] as const)("%s", async (_, kind) => {
    const id = await faults.grant("leo", "ledger-prod");
    await faults.startWorker();
    await faults.until(id, "active");
    const hit = inject({ kind, operation: DELETE, times: 1 });
    await faults.passItsEnd(id);
    await faults.until(id, "ended", 3);
    expect(faults.stage.simulator.hitsOf(hit)).toBe(1);
    expect(faults.isInAws("leo", "ledger-prod")).toBe(false);
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  });
});

test("F39 a conflict is tried again, and nobody sees an error", async () => {
  const id = await faults.grant("leo", "fraud-prod");
  const hits = [CREATE, DELETE].map((operation) =>
    inject({ kind: "error", operation, name: "ConflictException", times: 2 }),
  );
  await faults.startWorker();
  await faults.until(id, "active", 3);
  await faults.passItsEnd(id);
  await faults.until(id, "ended", 3);
  expect(hits.map((hit) => faults.stage.simulator.hitsOf(hit))).toEqual([2, 2]);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});

test("F46 a list that breaks off on a later page is unknown: nothing is created and nothing called gone", async () => {
  const accountId = faults.stage.accountId("payouts-prod");
  const permissionSetArn = faults.stage.permissionSetArn(roleUnderTest);
  const others = faults.stage.organisation.users.filter(
    ({ id }) => id !== cast.ines.userId && id !== cast.leo.userId,
  );
  for (const { id } of others.slice(0, 120))
    faults.stage.simulator.actOutside({
      act: "assign",
      accountId,
      permissionSetArn,
      principalType: "USER",
      principalId: id,
    });
  const id = await faults.grant("ines", "payouts-prod");
  const before = calls(CREATE);
  const hit = inject({ kind: "later-page-fails", operation: "ListAccountAssignments", accountId });
  await faults.startWorker();
  await expect.poll(() => faults.stage.simulator.hitsOf(hit), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  expect(calls(CREATE)).toBe(before);
  expect((await faults.grantOf(id)).state).toBe("granting");
  faults.stage.simulator.clearFaults(hit);
  await faults.until(id, "active", 3);
  inject({ kind: "later-page-fails", operation: "ListAccountAssignments", accountId, times: 3 });
  await faults.passItsEnd(id);
  await faults.until(id, "ended", 3);
  expect(faults.isInAws("ines", "payouts-prod")).toBe(false);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});

test.each([
  ["a status that AWS does not know", { Status: "PONDERING", RequestId: "r" }],
  ["a status without its members", {}],
] as const)("F47 %s changes nothing, alarms, and is looked behind", async (_, status) => {
  const id = await faults.grant("leo", "payouts-prod");
  await faults.startWorker();
  await faults.until(id, "active");
  inject({
    kind: "answer",
    operation: "DescribeAccountAssignmentDeletionStatus",
    body: { AccountAssignmentDeletionStatus: status },
  });
  faults.stage.simulator.setLatency(3_000);
  await faults.passItsEnd(id);
  await faults.untilAlarm("answer-not-understood");
  expect((await faults.grantOf(id)).state).toMatch(/revoking|revoke_blocked/);
  faults.stage.simulator.clearFaults();
  await faults.until(id, "ended", 6);
  expect(faults.isInAws("leo", "payouts-prod")).toBe(false);
});

test("S3 an operation that AWS calls done is active, or ended, only once the list was read", async () => {
  const id = await faults.grant("ines", "payments-prod");
  faults.stage.simulator.setLatency(3_000);
  await faults.startWorker();
  await faults.untilWaitsFor(id, "operation");
  const accountId = faults.stage.accountId("payments-prod");
  const unread = () => inject({ kind: "server-error", operation: "ListAccountAssignments", accountId });
  const asked = unread();
  await faults.untilTrue("the list was asked in vain", 0, () => faults.stage.simulator.hitsOf(asked) > 1);
  expect(faults.isInAws("ines", "payments-prod")).toBe(true);
  expect((await faults.grantOf(id)).state).toBe("granting");
  faults.stage.simulator.clearFaults();
  await faults.until(id, "active", 3);
  const again = unread();
  await faults.passItsEnd(id);
  await faults.untilTrue(
    "the list was asked in vain again",
    0,
    () => faults.stage.simulator.hitsOf(again) > 1,
  );
  expect(faults.isInAws("ines", "payments-prod")).toBe(false);
  expect((await faults.grantOf(id)).state).toBe("revoking");
  faults.stage.simulator.clearFaults();
  await faults.until(id, "ended", 3);
});
