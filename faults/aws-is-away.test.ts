import { afterEach, beforeEach, expect, test } from "vitest";
import { readNow } from "#lib/db/now.ts";
import { FaultStage } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeEach(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.strike());

const accounts = ["payments-prod", "ledger-prod", "fraud-prod"] as const;
const now = () => faults.stage.as("owner", () => readNow());

async function hold(who: "leo" | "ines"): Promise<string[]> {
  const ids: string[] = [];
  for (const account of accounts) ids.push(await faults.grant(who, account));
  await faults.startWorker();
  for (const id of ids) await faults.until(id, "active");
  return ids;
}

test("F34 while AWS throttles half of all calls everything ends, begins, and nothing is given up", async () => {
  const held = await hold("leo");
  const hit = faults.stage.simulator.inject({ kind: "throttled", operation: "*", share: 0.5 });
  const begun: string[] = [];
  for (const account of accounts) begun.push(await faults.grant("ines", account, 60));
  await faults.passItsEnd(held.at(-1) ?? "");
  for (const id of held) await faults.until(id, "ended", 5);
  for (const id of begun) await faults.until(id, "active", 5);
  expect(faults.stage.simulator.hitsOf(hit)).toBeGreaterThan(5);
  for (const account of accounts) {
    expect(faults.isInAws("leo", account)).toBe(false);
    expect(faults.isInAws("ines", account)).toBe(true);
  }
});

test.each([500, 503])(
  "F35 after two minutes in which AWS answers %i to everything, all that ended is gone within a minute",
  async (httpStatus) => {
    const held = await hold("leo");
    const fault = faults.stage.simulator.inject({ kind: "server-error", operation: "*", httpStatus });
    await faults.passItsEnd(held.at(-1) ?? "");
    await faults.untilTrue("every removal was refused", 0, async () => {
      const rows = await Promise.all(held.map((id) => faults.ledgerOf(id)));
      return rows.every((row) => (row?.faults ?? 0) > 0);
    });
    await faults.stage.passMinutes(2);
    await faults.untilTrue("every removal was refused again", 0, async () => {
      const rows = await Promise.all(held.map((id) => faults.ledgerOf(id)));
      return rows.every((row) => (row?.faults ?? 0) > 1);
    });
    faults.stage.simulator.clearFaults(fault);
    const recovered = await now();
    for (const id of held) await faults.until(id, "ended");
    for (const id of held)
      expect((await faults.grantOf(id)).endedAt?.getTime()).toBeLessThan(recovered.getTime() + 60_000);
    for (const account of accounts) expect(faults.isInAws("leo", account)).toBe(false);
  },
);
