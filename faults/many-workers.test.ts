import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { FaultStage } from "./stage/fault-stage.ts";
import { holdMany } from "./stage/hold-many.ts";

const isFull = process.env.GATEHOUSE_FAULTS_FULL === "yes";
const MAX_OPEN = 8;

let faults: FaultStage;
beforeEach(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.strike());

/** How many deletes were open at AWS at the same time, in all and in one account. */
function mostOpen(): { inAll: number; inAccount: number } {
  const deletes = faults.stage.simulator.state().operations.filter(({ kind }) => kind === "delete");
  const openAt = (moment: string) =>
    deletes.filter(({ openedAt, settlesAt }) => openedAt <= moment && moment < (settlesAt ?? ""));
  const counts = deletes.map(({ openedAt, accountId }) => {
    const open = openAt(openedAt);
    return { inAll: open.length, inAccount: open.filter((one) => one.accountId === accountId).length };
  });
  return {
    inAll: Math.max(...counts.map(({ inAll }) => inAll)),
    inAccount: Math.max(...counts.map(({ inAccount }) => inAccount)),
  };
}

const ended = (ids: readonly string[]) =>
  faults.stage.as("owner", () => db().grant.count({ where: { id: { in: [...ids] }, state: "ended" } }));

/** Each grant that ended did so once, by one delete. */
async function eachOnce(ids: readonly string[], deletesBefore: number): Promise<void> {
  const events = await faults.stage.as("owner", () =>
    db().auditEvent.groupBy({
      by: ["grantId", "action"],
      where: { grantId: { in: [...ids] } },
      _count: true,
    }),
  );
  expect(events.filter(({ _count }) => _count > 1)).toEqual([]);
  expect(events.filter(({ action }) => action === "grant.ended")).toHaveLength(ids.length);
  expect(faults.stage.simulator.calls("sso-admin:DeleteAccountAssignment") - deletesBefore).toBe(ids.length);
}

const backlogs = [
  ["F16 two workers", 2, isFull ? 1_000 : 60],
  ["F17 many workers", isFull ? 10 : 4, isFull ? 300 : 60],
] as const;

test.each(backlogs)(
  "%s share a backlog: each row is handled once, within the budget and the places for open operations",
  async (_, workers, count) => {
    const ids = await holdMany(faults, { count, endsInMinutes: () => -1 });
    const before = faults.stage.simulator.calls("sso-admin:DeleteAccountAssignment");
    faults.stage.simulator.setLatency(600);
    const began = performance.now();
    await Promise.all(
      Array.from({ length: workers }, () =>
        faults.startWorker(undefined, { MAX_OPEN_ASSIGNMENT_OPERATIONS: String(MAX_OPEN) }),
      ),
    );
    await expect.poll(() => ended(ids), { timeout: isFull ? 600_000 : 150_000, interval: 250 }).toBe(count);
    const seconds = (performance.now() - began) / 1_000;
    await eachOnce(ids, before);
    const open = mostOpen();
    expect(open.inAccount).toBe(1);
    expect(open.inAll).toBeGreaterThan(1);
    expect(open.inAll).toBeLessThanOrEqual(MAX_OPEN);
    const budget = await faults.stage.as("owner", () =>
      db().awsBudget.findUniqueOrThrow({ where: { name: "sso-admin" } }),
    );
    // What AWS documents: twenty at once, and twenty a second.
    expect(Number(budget.calls)).toBeGreaterThan(2 * count);
    expect(Number(budget.calls)).toBeLessThanOrEqual(20 + 20 * seconds);
  },
  700_000,
);

test("F36 after a day without AWS everything that ended meanwhile is removed, and none is given up", async () => {
  const count = isFull ? 1_000 : 60;
  // The first worker learns that AWS answers; then nobody is there for a day.
  const ids = await holdMany(faults, { count, endsInMinutes: (index) => 10 + (index * 1_400) / count });
  const worker = await faults.startWorker();
  const away = faults.stage.simulator.inject({ kind: "away", operation: "*" });
  for (let hour = 0; hour < 24; hour += 1) await faults.stage.passMinutes(60);
  await faults.stage.passMinutes(15);
  await faults.untilAlarm("removal-overdue");
  expect(await ended(ids)).toBe(0);
  const before = faults.stage.simulator.calls("sso-admin:DeleteAccountAssignment");
  faults.stage.simulator.clearFaults(away);
  await expect.poll(() => ended(ids), { timeout: isFull ? 600_000 : 100_000, interval: 500 }).toBe(count);
  expect(worker.output()).not.toContain('"level":60');
  expect(faults.stage.simulator.calls("sso-admin:DeleteAccountAssignment") - before).toBe(count);
  const grants = await faults.stage.as("owner", () => db().grant.findMany({ where: { id: { in: ids } } }));
  const standing = faults.stage.simulator.state().assignments;
  for (const grant of grants)
    expect(
      standing.some(
        ({ accountId, principalId, permissionSetArn }) =>
          accountId === grant.accountId &&
          principalId === grant.personId &&
          permissionSetArn === grant.permissionSetArn,
      ),
    ).toBe(false);
}, 700_000);
