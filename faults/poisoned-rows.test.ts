import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.clear());
afterAll(() => faults.strike());

/** Another grant begins and ends while the poisoned one is tried again and again. */
async function othersGoOn(account: string): Promise<void> {
  const other = await faults.grant("ines", account);
  await faults.until(other, "active");
  await faults.passItsEnd(other);
  await faults.until(other, "ended");
  expect(await faults.eventsOf(other)).toEqual(ordinaryLife);
}

test("F86 a row that AWS answers in an unknown way is set aside with an alarm, and the others go on", async () => {
  const poisoned = await faults.grant("leo", "payments-prod", 60);
  await faults.startWorker();
  faults.stage.simulator.inject({
    kind: "error",
    operation: "ListAccountAssignments",
    accountId: faults.stage.accountId("payments-prod"),
    name: "NobodyKnowsThisException",
    message: "It cannot be said.",
  });
  await faults.untilTrue(
    "it was tried a few times",
    5,
    async () => ((await faults.ledgerOf(poisoned))?.faults ?? 0) > 3,
  );
  await faults.untilAlarm("row-quarantined");
  await othersGoOn("ledger-prod");
  expect((await faults.grantOf(poisoned)).state).toBe("granting");
  faults.stage.simulator.clearFaults();
  await faults.until(poisoned, "active", 8);
});

test("F94 a row in which an error of our own comes up is set aside with an alarm, and ends once that is mended", async () => {
  const poisoned = await faults.grant("leo", "fraud-prod");
  const worker = await faults.startWorker();
  await faults.until(poisoned, "active");
  const row = await faults.ledgerOf(poisoned);
  const owner = (statement: string) => asOwner(faults.stage.urls.owner, (client) => client.query(statement));
  await owner(`create function poison() returns trigger language plpgsql as
    $$ begin raise exception 'nobody expected this'; end $$`);
  await owner(`create trigger poison before insert on aws_operation
    for each row when (new.managed_assignment_id = '${row?.id}') execute function poison()`);
  await faults.passItsEnd(poisoned);
  await faults.untilTrue(
    "it was tried a few times",
    5,
    async () => ((await faults.ledgerOf(poisoned))?.faults ?? 0) > 3,
  );
  await faults.untilAlarm("row-quarantined");
  expect(worker.output()).toContain("nobody expected this");
  expect(faults.isInAws("leo", "fraud-prod")).toBe(true);
  await othersGoOn("payouts-prod");
  await owner("drop trigger poison on aws_operation");
  await faults.until(poisoned, "ended", 8);
  expect(faults.isInAws("leo", "fraud-prod")).toBe(false);
});
