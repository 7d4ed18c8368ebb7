import { afterEach, beforeEach, expect, test } from "vitest";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { readNow } from "#lib/db/now.ts";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeEach(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.strike());

test.each([
  ["F67 a worker whose clock is an hour ahead", "1"],
  ["F68 a worker whose clock is an hour behind", "-1"],
])("%s ends nothing early and nothing late", async (_, hours) => {
  // As AWS does: the SDK learns from the first refusal how far its clock is off.
  faults.stage.simulator.set({ signatureToleranceMs: 300_000 });
  const short = await faults.grant("leo", "payments-prod", 15);
  const long = await faults.grant("ines", "payments-prod", 60);
  const worker = await faults.startWorker(undefined, {
    NODE_OPTIONS: "--import ./faults/stage/wrong-clock.ts",
    GATEHOUSE_TEST_CLOCK_HOURS: hours,
  });
  const saidAt = Date.parse(/"time":"([^"]+)"/.exec(worker.output())?.[1] ?? "");
  expect((saidAt - Date.now()) / 3_600_000).toBeCloseTo(Number(hours), 1);
  await faults.until(short, "active");
  await faults.until(long, "active");
  await faults.passItsEnd(short);
  await faults.until(short, "ended");
  expect((await faults.grantOf(long)).state).toBe("active");
  expect(faults.isInAws("ines", "payments-prod")).toBe(true);
  await faults.passItsEnd(long);
  await faults.until(long, "ended");
  for (const id of [short, long]) {
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
    const { endsAt, endedAt } = await faults.grantOf(id);
    expect(endedAt?.getTime()).toBeGreaterThanOrEqual(endsAt.getTime());
  }
});

test("F70 a window over the change to summer time is as many seconds long as was approved", async () => {
  await asOwner(faults.stage.urls.owner, async (owner) => {
    const { rows } = await owner.query<{ name: string }>("select current_database() as name");
    await owner.query(`alter database "${rows[0]?.name}" set timezone = 'Europe/Berlin'`);
  });
  const now = await faults.stage.as("owner", () => readNow());
  // Ten minutes before two o'clock becomes three.
  const before = Date.UTC(now.getUTCFullYear() + 1, 2, lastSundayOfMarch(now.getUTCFullYear() + 1), 0, 50);
  await faults.stage.passMinutes(Math.floor((before - now.getTime()) / 60_000));
  const id = await faults.grant("leo", "payments-prod", 30);
  const { startsAt, endsAt } = await faults.grantOf(id);
  expect((endsAt.getTime() - startsAt.getTime()) / 1_000).toBe(30 * 60);
  await faults.startWorker(undefined, { TZ: "Europe/Berlin" });
  await faults.until(id, "active");
  await faults.stage.passMinutes(28);
  await faults.untilTrue("a look after the change", 0, async () => {
    const row = await faults.ledgerOf(id);
    return row?.seenAt !== null && row !== null && row.seenAt > new Date(before + 20 * 60_000);
  });
  expect((await faults.grantOf(id)).state).toBe("active");
  await faults.passItsEnd(id);
  await faults.until(id, "ended");
  const { endedAt } = await faults.grantOf(id);
  expect(endedAt?.getTime()).toBeLessThan(endsAt.getTime() + 120_000);
});

function lastSundayOfMarch(year: number): number {
  const last = new Date(Date.UTC(year, 2, 31));
  return 31 - last.getUTCDay();
}
