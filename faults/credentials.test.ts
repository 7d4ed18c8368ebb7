import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.clear());
afterAll(() => faults.strike());

/** As a container gets its credentials: from an address, and none from the environment. */
const handedOut = () => ({
  AWS_CONTAINER_CREDENTIALS_FULL_URI: `${faults.stage.simulator.url}/_simulator/credentials`,
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
});

test("F49 credentials that AWS ended before their time are renewed, and the removal goes on at once", async () => {
  const id = await faults.grant("leo", "payments-prod");
  await faults.startWorker(undefined, handedOut());
  await faults.until(id, "active");
  expect(faults.stage.simulator.expireCredentials()).toBeGreaterThan(0);
  await faults.stage.passMinutes(15);
  await faults.until(id, "ended");
  expect(faults.isInAws("leo", "payments-prod")).toBe(false);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});

test("F49 credentials that stay refused block the removal and alarm, and it goes on once AWS takes them", async () => {
  const id = await faults.grant("ines", "payouts-prod");
  await faults.startWorker();
  await faults.until(id, "active");
  faults.stage.simulator.set({ expiredAccessKeys: ["test"] });
  await faults.stage.passMinutes(15);
  await faults.until(id, "revoke_blocked", 3);
  await faults.untilAlarm("aws-credentials");
  expect(faults.isInAws("ines", "payouts-prod")).toBe(true);
  faults.stage.simulator.set({ expiredAccessKeys: [] });
  await faults.until(id, "ended", 6);
  expect(faults.isInAws("ines", "payouts-prod")).toBe(false);
});
