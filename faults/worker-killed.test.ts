import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Failpoint } from "#lib/failpoint.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
});
afterEach(async () => {
  await faults.clear();
  // What a test saw last is not fresh any more: the next one counts its own looks.
  await faults.stage.passMinutes(1);
});
afterAll(() => faults.strike());

const creates = () => faults.stage.simulator.calls("sso-admin:CreateAccountAssignment");

/** A lease is in the database's time: a minute later it is over. */
const leaseIsOver = () => faults.stage.passMinutes(1);

describe("a worker that is killed on the way to active", () => {
  test.each<[string, Failpoint, number]>([
    ["F02 after its claim, before the intent is committed", "row: claimed", 1],
    ["F02 after its look, before it is written down", "row: looked", 1],
    ["F02 after the re-checks, before the intent is committed", "create: checked", 1],
    ["F03 after the intent, before the create call", "create: intended", 1],
    ["F05 after the answer, before its id is saved", "create: answered", 1],
    ["F06 after it saw the operation done", "create: settled", 1],
    ["F07 after it saw the assignment, before that is written down", "row: looked", 2],
    ["F07 after it saw the assignment, before active is committed", "row: sighted", 2],
    ["F08 after active was committed", "row: recorded", 1],
  ])("%s, is succeeded by another", async (_, at, pass) => {
    const id = await faults.grant("leo", "payments-prod");
    const before = creates();
    const first = await faults.startWorker({ at, pass });
    expect(await first.ended()).toBe("SIGKILL");
    await leaseIsOver();
    await faults.startWorker();
    await faults.until(id, "active", 3);
    expect(faults.isInAws("leo", "payments-prod")).toBe(true);
    expect(creates() - before).toBe(1);
    await faults.stage.passMinutes(15);
    await faults.until(id, "ended", 3);
    expect(faults.isInAws("leo", "payments-prod")).toBe(false);
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  });
});

describe("a worker that is killed on the way to ended", () => {
  test.each<[string, Failpoint, number]>([
    ["F09 before the delete call", "delete: intended", 1],
    ["F10 after the delete was answered", "delete: answered", 1],
    ["F10 after it saw the delete done", "delete: settled", 1],
    ["F11 after absence is seen, before ended is committed", "row: looked", 1],
    ["F11 after absence is written down, before ended is committed", "row: sighted", 1],
    ["F01 before it claims anything", "row: claimed", 1],
  ])("%s, is succeeded by another", async (_, at, pass) => {
    const id = await faults.grant("leo", "payments-prod");
    const healthy = await faults.startWorker();
    await faults.until(id, "active");
    await healthy.kill();
    await faults.stage.passMinutes(15);
    const dying = await faults.startWorker({ at, pass });
    expect(await dying.ended()).toBe("SIGKILL");
    await leaseIsOver();
    await faults.startWorker();
    await faults.until(id, "ended", 3);
    expect(faults.isInAws("leo", "payments-prod")).toBe(false);
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  });
});

test("F04 a worker that is killed after the create was sent, before the answer, makes no second create necessary", async () => {
  const id = await faults.grant("leo", "payments-prod");
  const before = creates();
  faults.stage.simulator.inject({
    kind: "slow",
    operation: "CreateAccountAssignment",
    delayMs: 8_000,
    times: 1,
  });
  const dying = await faults.startWorker();
  await expect.poll(() => creates() - before, { timeout: 20_000 }).toBe(1);
  await dying.kill();
  await leaseIsOver();
  await faults.startWorker();
  await faults.until(id, "active", 3);
  expect(creates() - before).toBe(1);
  expect((await faults.eventsOf(id)).filter((action) => action === "grant.active")).toHaveLength(1);
});

test("F12 a worker that is killed while it reconciles leaves everything as it was", async () => {
  const id = await faults.grant("ines", "payouts-prod", 60);
  const healthy = await faults.startWorker();
  await faults.until(id, "active");
  await healthy.kill();
  await faults.stage.passMinutes(11);
  const dying = await faults.startWorker({ at: "row: looked" });
  expect(await dying.ended()).toBe("SIGKILL");
  await leaseIsOver();
  await faults.startWorker();
  await faults.stage.passMinutes(50);
  await faults.until(id, "ended", 3);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});

test("F13 workers that die one after the other get everything done all the same, and alarm", async () => {
  const id = await faults.grant("leo", "ledger-prod");
  const points: Failpoint[] = ["create: intended", "create: answered", "row: sighted", "row: recorded"];
  for (const at of points) {
    const dying = await faults.startWorker({ at });
    expect(await dying.ended()).toBe("SIGKILL");
    await leaseIsOver();
  }
  await faults.startWorker();
  await faults.untilAlarm("worker-crash-loop");
  await faults.passItsEnd(id);
  await faults.until(id, "ended", 3);
  expect(faults.isInAws("leo", "ledger-prod")).toBe(false);
});

describe("a worker that stands still for longer than its claim holds", () => {
  test("writes nothing over what its successor saw when it goes on", async () => {
    const id = await faults.grant("ines", "fraud-prod", 60);
    const before = creates();
    const slow = await faults.startWorker({ at: "row: looked", signal: "SIGSTOP" });
    await slow.stopped();
    await leaseIsOver();
    await faults.startWorker();
    await faults.until(id, "active", 3);
    const seen = await faults.ledgerOf(id);
    await slow.goOnAndEnd();
    expect(await faults.ledgerOf(id)).toMatchObject({
      seen: "present",
      seenAt: seen?.seenAt,
      leaseEpoch: seen?.leaseEpoch,
    });
    expect(creates() - before).toBe(1);
    expect((await faults.grantOf(id)).state).toBe("active");
  });

  test("gives no row back over a grant that was attached meanwhile", async () => {
    const first = await faults.grant("leo", "payouts-prod", 60);
    const slow = await faults.startWorker({ at: "row: rests", signal: "SIGSTOP" });
    await slow.stopped();
    expect((await faults.grantOf(first)).state).toBe("active");
    const second = await faults.grant("leo", "payouts-prod", 30);
    await faults.startWorker();
    await faults.until(second, "granting");
    await slow.goOnAndEnd();
    // Without turning the clock: nothing else would have the row looked at before ten minutes have passed.
    await faults.until(second, "active");
  });

  test("creates nothing that was taken back while it stood still", async () => {
    const id = await faults.grant("ines", "payments-prod", 60);
    const before = creates();
    const slow = await faults.startWorker({ at: "create: checked", signal: "SIGSTOP" });
    await slow.stopped();
    const ended = await faults.stage.person("ines", (doing) => endGrant(doing, id));
    expect(ended).toMatchObject({ ok: true });
    await slow.goOnAndEnd();
    await faults.startWorker();
    await faults.until(id, "ended", 3);
    expect(creates()).toBe(before);
  });

  test("may send its create after the end, which is then caught and taken away", async () => {
    const id = await faults.grant("ines", "ledger-prod", 15);
    const slow = await faults.startWorker({ at: "create: intended", signal: "SIGSTOP" });
    await slow.stopped();
    await leaseIsOver();
    await faults.startWorker();
    await faults.until(id, "active", 6);
    await faults.passItsEnd(id);
    await faults.until(id, "ended", 6);
    await slow.goOnAndEnd();
    await faults.untilTrue("what landed late is gone", 30, () => !faults.isInAws("ines", "ledger-prod"));
    expect((await faults.eventsOf(id)).filter((action) => action === "grant.ended")).toHaveLength(1);
  });
});

test("SIGTERM lets a worker finish what it has in hand, and leaves no claim behind", async () => {
  const id = await faults.grant("leo", "fraud-prod");
  const worker = await faults.startWorker();
  expect(await worker.kill("SIGTERM")).toBeNull();
  await faults.startWorker();
  await faults.until(id, "active");
});
