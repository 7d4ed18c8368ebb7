import { afterEach, beforeEach, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { FaultStage, ordinaryLife, roleUnderTest } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeEach(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.strike());

const creates = () => faults.stage.simulator.calls("sso-admin:CreateAccountAssignment");
const outside = (act: Parameters<typeof faults.stage.simulator.actOutside>[0]) =>
  expect(faults.stage.simulator.actOutside(act)).toBeNull();

test("F51 somebody who is deleted before the start gets nothing, and nothing is called", async () => {
  const id = await faults.grant("leo", "payments-prod");
  const before = creates();
  outside({ act: "delete-person", userId: cast.leo.userId });
  await faults.startWorker();
  // Whichever notices first: who watches over people, or the look just before the create.
  await expect
    .poll(() => faults.grantOf(id), { timeout: 45_000 })
    .toMatchObject({ state: expect.stringMatching(/invalidated|ended/), endReason: "person-gone" });
  expect(creates()).toBe(before);
});

test("F52 somebody who is deleted while they hold access loses it, and what they asked for is void", async () => {
  const id = await faults.grant("leo", "payments-prod", 60);
  const asked = await faults.stage.ask("leo", "fraud-prod", 15, roleUnderTest);
  if (!asked.ok) throw new Error(asked.refusal.code);
  const before = await faults.startWorker();
  await faults.until(id, "active");
  await before.kill();
  outside({ act: "delete-person", userId: cast.leo.userId });
  // Everybody who holds something is looked for when a worker starts.
  await faults.startWorker();
  await faults.until(id, "ended", 2);
  expect((await faults.grantOf(id)).endReason).toBe("person-gone");
  expect(faults.isInAws("leo", "payments-prod")).toBe(false);
  expect(await stateOfRequest(asked.value.requestId)).toMatchObject({
    state: "invalidated",
    settledReason: "person-gone",
  });
});

test("F52 an assignment that AWS keeps of somebody who is gone is noted as an orphan, and alarms nobody for ever", async () => {
  const id = await faults.grant("leo", "payments-prod", 15);
  const before = await faults.startWorker();
  await faults.until(id, "active");
  await before.kill();
  outside({ act: "delete-person", userId: cast.leo.userId });
  faults.stage.simulator.inject({
    kind: "settles-failed",
    operation: "DeleteAccountAssignment",
    reason: "The principal does not exist.",
  });
  await faults.startWorker();
  await faults.until(id, "ended", 2);
  expect(await faults.grantOf(id)).toMatchObject({
    endReason: "orphaned",
    endDetail: expect.stringContaining("The principal does not exist."),
  });
  expect(faults.isInAws("leo", "payments-prod")).toBe(true);
});

test("F54 an account that is suspended before the start makes the grant void, with the reason", async () => {
  const id = await faults.grant("leo", "payments-prod");
  const before = creates();
  outside({ act: "suspend-account", accountId: faults.stage.accountId("payments-prod") });
  await faults.startWorker();
  await faults.until(id, "invalidated");
  expect((await faults.grantOf(id)).endReason).toBe("account-not-active");
  expect(creates()).toBe(before);
});

test("F55 an account that is suspended while access is held blocks the removal, says so, and lets it go on later", async () => {
  const id = await faults.grant("leo", "payments-prod");
  await faults.startWorker();
  await faults.until(id, "active");
  const accountId = faults.stage.accountId("payments-prod");
  outside({ act: "suspend-account", accountId });
  await faults.stage.passMinutes(15);
  await faults.until(id, "revoke_blocked", 2);
  await faults.untilAlarm("removal-blocked");
  const row = await faults.stage.as("owner", () =>
    db().managedAssignment.findFirstOrThrow({ where: { grants: { some: { id } } } }),
  );
  expect(row.faultKind).toBe("account-not-active");
  expect(faults.isInAws("leo", "payments-prod")).toBe(true);
  outside({ act: "reopen-account", accountId });
  await faults.until(id, "ended", 6);
  expect(faults.isInAws("leo", "payments-prod")).toBe(false);
});

test("F56 a permission set that is deleted ends what is held of it and makes void what is asked for", async () => {
  const id = await faults.grant("leo", "payments-prod", 60);
  const asked = await faults.stage.ask("leo", "fraud-prod", 15, roleUnderTest);
  if (!asked.ok) throw new Error(asked.refusal.code);
  await faults.startWorker(undefined, { SYNC_EVERY_MINUTES: "5" });
  await faults.until(id, "active");
  const arn = faults.stage.permissionSetArn(roleUnderTest);
  outside({ act: "delete-set", permissionSetArn: arn });
  await faults.stage.passMinutes(11);
  await faults.until(id, "ended", 3);
  expect(await faults.eventsOf(id)).toEqual([...ordinaryLife.slice(0, 3), "grant.ended"]);
  await expect
    .poll(() => stateOfRequest(asked.value.requestId), { timeout: 45_000 })
    .toMatchObject({ state: "invalidated", settledReason: "set-gone" });
});

function stateOfRequest(id: string) {
  return faults.stage.as("owner", () =>
    db().request.findUniqueOrThrow({ where: { id }, select: { state: true, settledReason: true } }),
  );
}
