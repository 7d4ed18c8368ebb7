import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
});
afterEach(() => {
  faults.stage.simulator.set({ listLagMs: 0 });
  return faults.clear();
});
afterAll(() => faults.strike());

const calls = (operation: string) => faults.stage.simulator.calls(`sso-admin:${operation}`);

test("a list that lags behind a create and a delete leads to no second one", async () => {
  const before = [calls("CreateAccountAssignment"), calls("DeleteAccountAssignment")];
  faults.stage.simulator.set({ listLagMs: 15_000 });
  const id = await faults.grant("leo", "payments-prod");
  await faults.startWorker();
  await faults.untilTrue("a look that came too early", 0, async () => {
    const row = await faults.ledgerOf(id);
    return row?.waitsFor === "list" && row.seen === "absent";
  });
  expect((await faults.grantOf(id)).state).toBe("granting");
  await faults.until(id, "active", 2);
  await faults.passItsEnd(id);
  await faults.until(id, "ended", 6);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  expect([calls("CreateAccountAssignment"), calls("DeleteAccountAssignment")]).toEqual(
    before.map((count) => count + 1),
  );
});

test("an assignment that one list does not show is not over, and not made again", async () => {
  const id = await faults.grant("leo", "ledger-prod", 60);
  await faults.startWorker();
  await faults.until(id, "active");
  const before = calls("CreateAccountAssignment");
  faults.stage.simulator.inject({
    kind: "answer",
    operation: "ListAccountAssignments",
    accountId: faults.stage.accountId("ledger-prod"),
    body: { AccountAssignments: [] },
  });
  const waitsFor = (what: string, seen: string) => async () => {
    const row = await faults.ledgerOf(id);
    return row?.waitsFor === what && row.seen === seen;
  };
  await faults.stage.passMinutes(11);
  await faults.untilTrue("it is looked for again", 0, waitsFor("list", "absent"));
  expect((await faults.grantOf(id)).state).toBe("active");
  faults.stage.simulator.clearFaults();
  await faults.untilTrue("the list shows it again", 1, waitsFor("moment", "present"));
  expect((await faults.grantOf(id)).state).toBe("active");
  expect(calls("CreateAccountAssignment")).toBe(before);
});
