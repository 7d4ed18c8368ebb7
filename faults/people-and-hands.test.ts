import { afterEach, beforeEach, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { FaultStage, ordinaryLife, roleUnderTest } from "./stage/fault-stage.ts";

let faults: FaultStage;
beforeEach(async () => {
  faults = await FaultStage.set();
});
afterEach(() => faults.strike());

const calls = (operation: string) => faults.stage.simulator.calls(`sso-admin:${operation}`);
const assign = (principalType: "USER" | "GROUP", principalId: string, account: string) => ({
  accountId: faults.stage.accountId(account),
  permissionSetArn: faults.stage.permissionSetArn(roleUnderTest),
  principalType,
  principalId,
});

test("F53 SES-03 somebody who is disabled while they hold access loses it and their sessions", async () => {
  const id = await faults.grant("leo", "payments-prod", 60);
  const first = await faults.startWorker();
  await faults.until(id, "active");
  await first.kill();
  const sessions = () =>
    faults.stage.as("owner", () => db().session.count({ where: { personId: cast.leo.userId } }));
  expect(await sessions()).toBeGreaterThan(0);
  faults.stage.simulator.actOutside({ act: "disable-person", userId: cast.leo.userId });
  // Everybody who holds something is asked about every two minutes, and when a worker starts.
  await faults.startWorker();
  await faults.until(id, "ended");
  expect((await faults.grantOf(id)).endReason).toBe("person-not-enabled");
  expect(faults.isInAws("leo", "payments-prod")).toBe(false);
  await expect.poll(sessions, { timeout: 45_000 }).toBe(0);
});

test("F57 an assignment that stood before is not taken away at the end", async () => {
  expect(
    faults.stage.simulator.actOutside({ act: "assign", ...assign("USER", cast.leo.userId, "ledger-prod") }),
  ).toBeNull();
  const before = [calls("CreateAccountAssignment"), calls("DeleteAccountAssignment")];
  const id = await faults.grant("leo", "ledger-prod");
  await faults.startWorker();
  await faults.until(id, "active_preexisting");
  await faults.passItsEnd(id);
  await faults.until(id, "ended");
  expect((await faults.grantOf(id)).endReason).toBe("preexisting");
  expect(faults.isInAws("leo", "ledger-prod")).toBe(true);
  expect([calls("CreateAccountAssignment"), calls("DeleteAccountAssignment")]).toEqual(before);
});

test("F59 what an administrator removes early is noticed, not made again, and told", async () => {
  const id = await faults.grant("leo", "fraud-prod", 60);
  await faults.startWorker();
  await faults.until(id, "active");
  const before = calls("CreateAccountAssignment");
  faults.stage.simulator.actOutside({ act: "unassign", ...assign("USER", cast.leo.userId, "fraud-prod") });
  await faults.stage.passMinutes(11);
  await faults.until(id, "ended", 3);
  expect((await faults.grantOf(id)).endReason).toBe("removed-outside");
  expect(calls("CreateAccountAssignment")).toBe(before);
  expect(faults.isInAws("leo", "fraud-prod")).toBe(false);
  const told = await faults.stage.as("owner", () =>
    db().letter.count({ where: { grantId: id, kind: "grant_ended", recipientId: cast.leo.userId } }),
  );
  expect(told).toBe(1);
});

test("F63 the same access through a group is said to who decides, and outlives the grant", async () => {
  const groupName = cast.leo.groups[0] ?? "";
  const group = faults.stage.organisation.groups.find(({ displayName }) => displayName === groupName);
  if (!group) throw new Error(`The organisation has no ${groupName}.`);
  expect(
    faults.stage.simulator.actOutside({ act: "assign", ...assign("GROUP", group.id, "payouts-prod") }),
  ).toBeNull();
  await faults.stage.passMinutes(31);
  const read = await faults.stage.worker((doing) =>
    syncDue(doing, { aws: faults.stage.aws, everyMinutes: 30 }),
  );
  expect(read).toMatchObject({ kind: "done" });
  const asked = await faults.stage.ask("leo", "payouts-prod", 15, roleUnderTest);
  if (!asked.ok) throw new Error(asked.refusal.code);
  for (const reader of ["leo", "priya"] as const) {
    const shown = await faults.stage.person(reader, ({ actor, now }) =>
      requestFor(actor.viewer, asked.value.requestId, now),
    );
    expect(shown?.holds).toContainEqual(
      expect.objectContaining({ permissionSetName: roleUnderTest, groupName, endsAt: null }),
    );
  }
  const id = await faults.approve(asked.value.requestId);
  await faults.startWorker();
  await faults.until(id, "active");
  await faults.passItsEnd(id);
  await faults.until(id, "ended");
  expect(faults.isInAws("leo", "payouts-prod")).toBe(false);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  const left = faults.stage.simulator
    .state()
    .assignments.filter(({ principalId }) => principalId === group.id);
  expect(left.some(({ accountId }) => accountId === faults.stage.accountId("payouts-prod"))).toBe(true);
});
