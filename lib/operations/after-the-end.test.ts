import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { endGrant } from "./end-grant.ts";
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

test("S2 F57 an assignment that an administrator made after our end outlives the next grant", async () => {
  const first = await granted(stage, "leo", "payments-prod");
  await stage.sweep();
  await stage.passMinutes(16);
  await stage.sweep();
  expect((await grantOf(first)).state).toBe("ended");
  for (const minutes of [2, 5, 20]) {
    await stage.passMinutes(minutes);
    await stage.sweep();
  }

  await stage.createOutside("leo", set, "payments-prod");
  await stage.passMinutes(1);
  const second = await granted(stage, "leo", "payments-prod");
  await stage.sweep();
  expect((await grantOf(second)).state).toBe("active_preexisting");
  await stage.person("leo", (doing) => endGrant(doing, second));
  await stage.sweep();
  expect(await grantOf(second)).toMatchObject({ state: "ended", endReason: "preexisting" });
  expect(stage.isInAws("leo", set, "payments-prod")).toBe(true);
});

test("L1 F35 a pause after faults never reaches past a grant's end", async () => {
  const id = await granted(stage, "leo", "ledger-prod");
  await stage.sweep();
  stage.simulator.inject({
    kind: "error",
    operation: "*",
    name: "InternalServerException",
    message: "away",
    httpStatus: 500,
  });
  await stage.passMinutes(11);
  for (let tries = 0; tries < 8; tries += 1) {
    await stage.as("owner", () =>
      db().managedAssignment.updateMany({
        where: { grants: { some: { id } } },
        data: { dueAt: new Date(0) },
      }),
    );
    await stage.sweep();
  }
  const { endsAt } = await grantOf(id);
  const { faults, dueAt } = await rowOf(id);
  expect(faults).toBeGreaterThanOrEqual(8);
  expect(dueAt?.getTime()).toBeLessThanOrEqual(endsAt.getTime());
  stage.simulator.clearFaults();
});

test("L5 a request that no longer stands is invalidated, and what its lost create may bring is looked for", async () => {
  const id = await granted(stage, "leo", "payouts-prod");
  stage.simulator.inject({ kind: "reset", operation: "CreateAccountAssignment", times: 1 });
  await stage.sweep();
  await stage.as("owner", () =>
    db().permissionSet.update({
      where: { arn: stage.permissionSetArn(set) },
      data: { fingerprint: "another" },
    }),
  );
  for (let minutes = 0; minutes < 3; minutes += 1) {
    await stage.passMinutes(1);
    await stage.sweep();
  }
  expect((await grantOf(id)).state).toBe("invalidated");
  await stage.createOutside("leo", set, "payouts-prod");
  await stage.passMinutes(1);
  await stage.passMinutes(5);
  await stage.sweep();
  expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
});

test("L5 S10 F39 what a lost create brought is removed however long AWS refuses the removal", async () => {
  const account =
    stage.organisation.accounts.findLast(({ name }) => /-(dev|staging)$/.test(name))?.name ?? "";
  const id = await granted(stage, "leo", account, 15, "AWSPowerUserAccess");
  stage.simulator.inject({ kind: "reset", operation: "CreateAccountAssignment", times: 1 });
  await stage.sweep();
  await stage.as("owner", () =>
    db().permissionSet.update({
      where: { arn: stage.permissionSetArn("AWSPowerUserAccess") },
      data: { fingerprint: "another" },
    }),
  );
  for (let minutes = 0; minutes < 3; minutes += 1) {
    await stage.passMinutes(1);
    await stage.sweep();
  }
  expect((await grantOf(id)).state).toBe("invalidated");
  await stage.createOutside("leo", "AWSPowerUserAccess", account);
  stage.simulator.inject({
    kind: "error",
    operation: "DeleteAccountAssignment",
    name: "ConflictException",
    message: "something else is under way",
    httpStatus: 400,
  });
  for (let tries = 0; tries < 24; tries += 1) {
    await stage.passMinutes(2);
    await stage.sweep();
  }
  const { id: rowId } = await rowOf(id);
  const refused = await stage.as("worker", () =>
    db().awsOperation.count({ where: { managedAssignmentId: rowId, kind: "delete", outcome: "refused" } }),
  );
  expect(refused).toBeGreaterThan(20);
  stage.simulator.clearFaults();
  await stage.passMinutes(5);
  await stage.sweep();
  expect(stage.isInAws("leo", "AWSPowerUserAccess", account)).toBe(false);
});

test("L1 F40 creates that AWS never finishes leave room for removals", async () => {
  const held = await granted(stage, "leo", "fraud-prod");
  await stage.sweep();
  stage.simulator.inject({ kind: "never-settles", operation: "CreateAccountAssignment" });
  const accounts = stage.organisation.accounts.filter(({ name }) => /-(dev|staging)$/.test(name)).slice(0, 9);
  expect(accounts).toHaveLength(9);
  for (const { name } of accounts) await granted(stage, "leo", name, 15, "AWSPowerUserAccess");
  await stage.sweep();
  await stage.person("leo", (doing) => endGrant(doing, held));
  await stage.sweep();
  expect((await grantOf(held)).state).toBe("ended");
  stage.simulator.clearFaults();
});

test("F86 F94 a grant that cannot be taken up holds up neither the others nor any removal", async () => {
  const held = await granted(stage, "leo", "payments-prod");
  await stage.sweep();
  const poisoned = await granted(stage, "leo", "ledger-prod");
  await stage.as("owner", async () => {
    await db().$executeRawUnsafe(`create function poison() returns trigger language plpgsql as
      $$ begin raise exception 'poisoned'; end $$`);
    await db().$executeRawUnsafe(`create trigger poison before update on access_grant for each row
      when (new.id = '${poisoned}' and new.state = 'granting') execute function poison()`);
  });
  await stage.person("leo", (doing) => endGrant(doing, held));
  const faults = await stage.sweep();
  expect(faults.map(({ message }) => message)).toContain(`grant ${poisoned} could not be taken up`);
  expect(await grantOf(held)).toMatchObject({ state: "ended" });
});
