import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { readHeld, toLedger } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { endGrant } from "./end-grant.ts";
import { correctOutcome } from "./start-operation.ts";
import { granted } from "./testing/held-up.ts";
import { Stage } from "./testing/stage.ts";

const set = "PaymentsOperator";
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

const grantOf = (id: string) => stage.as("worker", () => db().grant.findUniqueOrThrow({ where: { id } }));
const rowOf = async (id: string) => {
  const { managedAssignmentId } = await grantOf(id);
  return stage.as("worker", () =>
    db().managedAssignment.findUniqueOrThrow({ where: { id: managedAssignmentId ?? "" } }),
  );
};

test("L1 F86 a grant of the very same role that cannot be taken up holds up no removal of it", async () => {
  const held = await granted(stage, "leo", "fraud-prod");
  await stage.sweep();
  expect((await grantOf(held)).state).toBe("active");
  const poisoned = await granted(stage, "leo", "fraud-prod");
  await stage.as("owner", async () => {
    await db().$executeRawUnsafe(`create function poison() returns trigger language plpgsql as
      $$ begin raise exception 'poisoned'; end $$`);
    await db().$executeRawUnsafe(`create trigger poison before update on access_grant for each row
      when (new.id = '${poisoned}' and new.state = 'granting') execute function poison()`);
  });
  await stage.person("leo", (doing) => endGrant(doing, held));
  await stage.sweep();
  expect(await grantOf(held)).toMatchObject({ state: "ended" });
  expect(stage.isInAws("leo", set, "fraud-prod")).toBe(false);
});

test("S2 L1 what AWS tells late of an operation that was given up does not come before what was done since", async () => {
  const id = await granted(stage, "leo", "payouts-prod");
  await stage.sweep();
  const row = await rowOf(id);
  const settled = await stage.as("worker", async () => {
    const now = await readNow();
    const early = new Date(now.getTime() - 3_600_000);
    const { id: givenUp } = await db().awsOperation.create({
      data: {
        managedAssignmentId: row.id,
        accountId: row.accountId,
        kind: "delete",
        slot: 1,
        requestId: "given up",
        startedAt: early,
        settledAt: early,
        outcome: "unfinished",
      },
    });
    const [claim] = await db().$queryRaw<{ epoch: number }[]>`
      update managed_assignment set lease_epoch = lease_epoch + 1 where id = ${row.id}::uuid returning lease_epoch as epoch`;
    const held = { id: row.id, epoch: claim?.epoch ?? 0, workerId: "test" };
    await correctOutcome(held, givenUp, "succeeded");
    return toLedger(await readHeld(db(), held)).ledger.settled;
  });
  expect(settled).toMatchObject({ kind: "create", outcome: "succeeded" });
});

test("SES-03 nobody withdraws a grant from later on, so that it could not be withdrawn before", async () => {
  const id = await granted(stage, "leo", "ledger-prod");
  const withdraw = (minutes: number) =>
    stage.as("web", async () => {
      const now = await readNow();
      return db().grant.updateMany({
        where: { id },
        data: {
          withdrawnAt: new Date(now.getTime() + minutes * 60_000),
          withdrawnReason: "ended-by-holder",
        },
      });
    });
  await expect(withdraw(10)).rejects.toThrow(/cannot be withdrawn from later on/);
  await expect(withdraw(0)).resolves.toEqual({ count: 1 });
});

test("S2 S10 what somebody makes again after our end is left to them, and told", async () => {
  const id = await granted(stage, "leo", "payments-prod");
  await stage.sweep();
  await stage.passMinutes(16);
  await stage.sweep();
  expect((await grantOf(id)).state).toBe("ended");
  await stage.createOutside("leo", set, "payments-prod");
  await stage.passMinutes(2);
  await stage.sweep();
  const row = await rowOf(id);
  expect(row).toMatchObject({ origin: null, tombstoneAt: null });
  const told = await stage.as("worker", () =>
    db().auditEvent.count({ where: { action: "assignment.stands-again", targetId: row.id } }),
  );
  expect(told).toBe(1);
  expect(stage.isInAws("leo", set, "payments-prod")).toBe(true);
});
