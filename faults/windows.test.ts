import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
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

/** Lets a grant begin at the other's end and last as long as that one did. */
async function beginAtTheEndOf(first: string, second: string): Promise<void> {
  await asOwner(faults.stage.urls.owner, async (owner) => {
    await owner.query("set session_replication_role = replica");
    await owner.query(
      `update access_grant later set starts_at = earlier.ends_at, ends_at = earlier.ends_at + (earlier.ends_at - earlier.starts_at)
       from access_grant earlier where later.id = $2::uuid and earlier.id = $1::uuid`,
      [first, second],
    );
  });
}

test("F61 two grants of one assignment that overlap are one assignment, removed at the later end", async () => {
  const [creates, deletes] = [calls(CREATE), calls(DELETE)];
  const shorter = await faults.grant("leo", "payments-prod", 15);
  const longer = await faults.grant("leo", "payments-prod", 60);
  await faults.startWorker();
  await faults.until(shorter, "active");
  await faults.until(longer, "active");
  await faults.passItsEnd(shorter);
  await faults.until(shorter, "ended");
  expect((await faults.grantOf(shorter)).endReason).toBe("continued");
  expect(calls(DELETE)).toBe(deletes);
  expect(faults.isInAws("leo", "payments-prod")).toBe(true);
  await faults.passItsEnd(longer);
  await faults.until(longer, "ended");
  expect(faults.isInAws("leo", "payments-prod")).toBe(false);
  expect([calls(CREATE) - creates, calls(DELETE) - deletes]).toEqual([1, 1]);
});

test("F62 a grant that begins at the other's end goes on without a gap, and none ends early", async () => {
  const [creates, deletes] = [calls(CREATE), calls(DELETE)];
  const first = await faults.grant("leo", "ledger-prod");
  const second = await faults.grant("leo", "ledger-prod");
  await beginAtTheEndOf(first, second);
  await faults.startWorker();
  await faults.until(first, "active");
  expect((await faults.grantOf(second)).state).toBe("scheduled");
  await faults.passItsEnd(first);
  await faults.until(second, "active");
  await faults.until(first, "ended");
  expect(faults.isInAws("leo", "ledger-prod")).toBe(true);
  expect([calls(CREATE) - creates, calls(DELETE) - deletes]).toEqual([1, 0]);
  const [ended, begun] = await Promise.all([faults.grantOf(first), faults.grantOf(second)]);
  expect(ended.endedAt?.getTime()).toBeGreaterThanOrEqual(ended.endsAt.getTime());
  expect(begun.startsAt).toEqual(ended.endsAt);
  await faults.passItsEnd(second);
  await faults.until(second, "ended");
  expect(faults.isInAws("leo", "ledger-prod")).toBe(false);
});

test("F62 S3 a grant that begins between a worker's look at the row and its delete keeps the assignment standing", async () => {
  const deletes = calls(DELETE);
  const first = await faults.grant("ines", "ledger-prod");
  const second = await faults.grant("ines", "ledger-prod", 60);
  await beginAtTheEndOf(first, second);
  const healthy = await faults.startWorker();
  await faults.until(first, "active");
  await healthy.kill();
  await faults.passItsEnd(first);
  await asOwner(faults.stage.urls.owner, async (owner) => {
    await owner.query("set session_replication_role = replica");
    await owner.query(
      "update access_grant set starts_at = gatehouse_now() + interval '40 seconds' where id = $1::uuid",
      [second],
    );
  });
  const slow = await faults.startWorker({ at: "row: recorded", signal: "SIGSTOP" });
  await slow.stopped();
  await faults.stage.passMinutes(1);
  await slow.goOnAndEnd();
  await faults.startWorker();
  await faults.until(second, "active", 3);
  expect(calls(DELETE)).toBe(deletes);
  expect((await faults.grantOf(first)).endReason).toBe("continued");
});

test.each([
  ["F64 a grant that its holder ends while AWS makes it", "fraud-prod", true],
  ["F65 a grant whose end comes while AWS makes it", "payouts-prod", false],
] as const)("%s is removed once that settled, and is never active", async (_, account, byHand) => {
  faults.stage.simulator.setLatency(byHand ? 4_000 : 20 * 60_000);
  const id = await faults.grant("leo", account);
  const before = calls(CREATE);
  await faults.startWorker();
  await faults.untilWaitsFor(id, "operation");
  expect(calls(CREATE) - before).toBe(1);
  if (byHand) {
    const ended = await faults.stage.person("leo", (doing) => endGrant(doing, id));
    expect(ended).toMatchObject({ ok: true });
  } else await faults.passItsEnd(id);
  await faults.until(id, "revoking", 1);
  faults.stage.simulator.setLatency(0);
  faults.stage.simulator.settle();
  await faults.until(id, "ended", 6);
  expect(faults.isInAws("leo", account)).toBe(false);
  const happened = await faults.eventsOf(id);
  expect(happened).not.toContain("grant.active");
  expect(happened.filter((action) => action === "grant.ended")).toHaveLength(1);
  // What lands after this is still looked for.
  expect((await faults.ledgerOf(id))?.tombstoneAt).not.toBeNull();
});

test("F66 a grant whose start and end lie between two sweeps leaves nothing behind", async () => {
  const id = await faults.grant("ines", "payments-prod");
  const before = calls(CREATE);
  await faults.passItsEnd(id);
  await faults.startWorker();
  await faults.until(id, "ended");
  expect(calls(CREATE)).toBe(before);
  expect(faults.isInAws("ines", "payments-prod")).toBe(false);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife.filter((action) => action !== "grant.active"));
});
