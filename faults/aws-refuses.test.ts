import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

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

test("F40 a create that AWS never finishes is unknown after ten minutes, alarms, and is looked for and removed at the end", async () => {
  const id = await faults.grant("leo", "payments-prod", 30);
  inject({ kind: "never-settles", operation: CREATE, times: 1 });
  await faults.startWorker();
  await faults.untilWaitsFor(id, "operation");
  await faults.stage.passMinutes(11);
  await faults.untilAlarm("operation-unfinished");
  expect((await faults.grantOf(id)).state).toBe("granting");
  const before = calls(DELETE);
  await faults.passItsEnd(id);
  await expect.poll(() => calls(DELETE) - before, { timeout: 45_000 }).toBeGreaterThanOrEqual(1);
  // It lands after all: what AWS made late is taken away.
  faults.stage.simulator.settle();
  await faults.until(id, "ended", 3);
  await faults.untilTrue("what landed late is gone", 30, () => !faults.isInAws("leo", "payments-prod"));
});

test("F41 a delete that AWS never finishes is blocked and alarms, and ends only when the assignment is seen gone", async () => {
  const id = await faults.grant("leo", "ledger-prod");
  await faults.startWorker();
  await faults.until(id, "active");
  inject({ kind: "never-settles", operation: DELETE });
  await faults.passItsEnd(id);
  await faults.untilWaitsFor(id, "operation");
  await faults.stage.passMinutes(6);
  await faults.until(id, "revoke_blocked", 6);
  await faults.untilAlarm("removal-blocked");
  expect(faults.isInAws("leo", "ledger-prod")).toBe(true);
  expect((await faults.grantOf(id)).endedAt).toBeNull();
  faults.stage.simulator.clearFaults();
  faults.stage.simulator.settle();
  await faults.until(id, "ended", 15);
  expect(faults.isInAws("leo", "ledger-prod")).toBe(false);
});

test("F42 a create that AWS fails is tried three times in five minutes, and both are told the reason", async () => {
  const id = await faults.grant("leo", "fraud-prod", 60);
  const before = calls(CREATE);
  inject({ kind: "settles-failed", operation: CREATE, reason: "The principal has too many assignments." });
  await faults.startWorker();
  await faults.until(id, "grant_failed", 30);
  expect(calls(CREATE) - before).toBe(3);
  expect(faults.isInAws("leo", "fraud-prod")).toBe(false);
  const grant = await faults.grantOf(id);
  expect(grant.endDetail).toContain("too many assignments");
  const letters = await faults.stage.as("owner", () =>
    db().letter.findMany({ where: { grantId: id, kind: "grant_failed" }, select: { recipientId: true } }),
  );
  expect(new Set(letters.map(({ recipientId }) => recipientId))).toEqual(
    new Set([cast.leo.userId, cast.priya.userId]),
  );
  expect(letters).toHaveLength(2);
  await faults.untilTrue("both have a letter with the reason", 0, async () => {
    const told = (await faults.mailbox.letters()).filter(({ text }) => text.includes("too many assignments"));
    const readers = told.flatMap(({ to }) => to);
    return readers.includes(cast.leo.email) && readers.includes(cast.priya.email);
  });
});

test("F43 a delete that AWS fails is tried for ever, and alarms", async () => {
  const id = await faults.grant("leo", "payouts-prod");
  await faults.startWorker();
  await faults.until(id, "active");
  const before = calls(DELETE);
  inject({ kind: "settles-failed", operation: DELETE, reason: "Internal failure." });
  await faults.passItsEnd(id);
  await faults.until(id, "revoke_blocked", 12);
  await faults.untilAlarm("removal-blocked");
  await faults.untilTrue("it was tried many times", 30, () => calls(DELETE) - before >= 6);
  expect((await faults.grantOf(id)).endedAt).toBeNull();
  faults.stage.simulator.clearFaults();
  await faults.until(id, "ended", 6);
  expect(faults.isInAws("leo", "payouts-prod")).toBe(false);
});

test("F48 a denied removal is blocked and alarms at once, and asking says that nothing can be granted now", async () => {
  const id = await faults.grant("ines", "payments-prod");
  await faults.startWorker();
  await faults.until(id, "active");
  inject({ kind: "error", operation: DELETE, name: "AccessDeniedException", message: "Not authorized." });
  inject({ kind: "error", operation: CREATE, name: "AccessDeniedException", message: "Not authorized." });
  await faults.passItsEnd(id);
  // Without the clock being turned: a no does not become a yes by waiting.
  await faults.until(id, "revoke_blocked");
  await faults.untilAlarm("removal-blocked");
  await faults.untilAlarm("aws-denied");
  const other = await faults.grant("leo", "payments-prod");
  await faults.untilTrue(
    "the create was refused",
    0,
    async () => (await faults.ledgerOf(other))?.faultKind === "denied",
  );
  expect((await faults.grantOf(other)).state).toBe("granting");
  const warned = await faults.stage.person("priya", ({ actor }) => grantingFor(actor.viewer));
  expect(warned.deniedSince).not.toBeNull();
  faults.stage.simulator.clearFaults();
  await faults.until(id, "ended", 6);
  await faults.until(other, "active", 6);
});

test("F50 where AWS takes fewer open operations than are configured, all of them come about one after the other", async () => {
  const accounts = ["payments-prod", "ledger-prod", "fraud-prod", "payouts-prod"] as const;
  faults.stage.simulator.set({ openOperationQuota: 1 });
  faults.stage.simulator.setLatency(1_500);
  const ids: string[] = [];
  for (const account of accounts) ids.push(await faults.grant("leo", account, 60));
  const before = calls(CREATE);
  await faults.startWorker();
  for (const id of ids) await faults.until(id, "active", 3);
  expect(calls(CREATE) - before).toBeGreaterThan(accounts.length);
  faults.stage.simulator.set({ openOperationQuota: 15 });
  faults.stage.simulator.setLatency(0);
  await faults.passItsEnd(ids.at(-1) ?? "");
  for (const id of ids) await faults.until(id, "ended", 3);
  for (const account of accounts) expect(faults.isInAws("leo", account)).toBe(false);
});

test("F50 a refusal because too many operations are open only slows down", async () => {
  const id = await faults.grant("ines", "ledger-prod");
  const hits = [CREATE, DELETE].map((operation) =>
    inject({
      kind: "error",
      operation,
      name: "ServiceQuotaExceededException",
      message: "Too many operations are open.",
      times: 2,
    }),
  );
  await faults.startWorker();
  await faults.until(id, "active", 3);
  await faults.passItsEnd(id);
  await faults.until(id, "ended", 3);
  expect(hits.map((hit) => faults.stage.simulator.hitsOf(hit))).toEqual([2, 2]);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});
