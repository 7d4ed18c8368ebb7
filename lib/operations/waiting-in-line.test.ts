import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { db } from "#lib/db/client.ts";
import { claimDue } from "#lib/db/ledger.ts";
import { readNow } from "#lib/db/now.ts";
import { Stage } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const places = { removals: 3, creates: 1 };

/** A ledger row that is due, and waits unless it waits for nothing, in an account of the organisation. */
async function row(account: string, waitsFor: "place" | "account" | null): Promise<string> {
  const now = await readNow();
  const { id } = await db().managedAssignment.create({
    data: {
      instanceArn: "instance",
      accountId: stage.accountId(account),
      permissionSetArn: `set-${Math.random()}`,
      personId: "person",
      createdAt: now,
      dueAt: now,
      waitsFor,
    },
  });
  return id;
}

const open = async (managedAssignmentId: string, accountId: string, slot: number) =>
  db().awsOperation.create({
    data: { managedAssignmentId, accountId, kind: "create", slot, startedAt: await readNow() },
  });

const claimed = async () => {
  const claims = await claimDue(db(), "w", await readNow(), 10, places);
  await db().managedAssignment.updateMany({ data: { leaseUntil: null } });
  return new Set(claims.map(({ id }) => id));
};

test("S4 what waits for its account is left alone while another's operation is open there, and never because of its own", async () => {
  await stage.as("worker", async () => {
    const accountId = stage.accountId("payments-prod");
    const working = await row("payments-prod", "account");
    const waiting = await row("payments-prod", "account");
    const elsewhere = await row("ledger-prod", "account");
    const operation = await open(working, accountId, 1);
    expect(await claimed()).toEqual(new Set([working, elsewhere]));
    await db().awsOperation.update({
      where: { id: operation.id },
      data: { settledAt: await readNow(), outcome: "succeeded" },
    });
    expect(await claimed()).toEqual(new Set([working, waiting, elsewhere]));
    await db().managedAssignment.updateMany({ data: { dueAt: null } });
  });
});

test("S4 what waits for a place is left alone while none is free, and never because of its own operation", async () => {
  await stage.as("worker", async () => {
    const accounts = ["payments-prod", "ledger-prod", "payouts-prod"];
    const working = await Promise.all(accounts.map((account) => row(account, "place")));
    const waiting = await row("fraud-prod", "place");
    for (const [index, id] of working.entries())
      await open(id, stage.accountId(accounts[index] ?? ""), index + 1);
    expect(await claimed()).toEqual(new Set(working));
    await db().awsOperation.updateMany({ data: { settledAt: await readNow(), outcome: "succeeded" } });
    await db().managedAssignment.updateMany({ where: { id: { in: working } }, data: { dueAt: null } });
    expect(await claimed()).toEqual(new Set([waiting]));
    await db().managedAssignment.updateMany({ data: { dueAt: null } });
  });
});

test("L1 each free place is for the first in line, and nobody else is claimed for it", async () => {
  await stage.as("worker", async () => {
    const accounts = ["payments-prod", "ledger-prod", "payouts-prod", "fraud-prod"];
    const line: string[] = [];
    for (const account of accounts) line.push(await row(account, "place"));
    expect(await claimed()).toEqual(new Set(line.slice(0, 3)));
    const elsewhere = await row("orders-prod", "place");
    await open(elsewhere, stage.accountId("orders-prod"), 1);
    expect(await claimed()).toEqual(new Set([...line.slice(0, 2), elsewhere]));
  });
});

/** A grant of the row's that ended a minute ago and is not gone yet. */
const endedGrant = (managedAssignmentId: string) =>
  asOwner(stage.urls.owner, async (owner) => {
    await owner.query("set session_replication_role = replica");
    await owner.query(
      `insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, created_at,
         state, managed_assignment_id, active_at)
       select gen_random_uuid(), person_id, account_id, permission_set_arn, gatehouse_now() - interval '1 hour', gatehouse_now() - interval '1 minute',
         60, 'x', gatehouse_now() - interval '1 hour', 'active', id, gatehouse_now() - interval '59 minutes'
       from managed_assignment where id = $1::uuid`,
      [managedAssignmentId],
    );
  });

test("L1 what nobody holds any more is looked at again when there are no more removals than places, but for what AWS is at", async () => {
  await stage.as("worker", async () => {
    await db().managedAssignment.updateMany({ data: { dueAt: null } });
    const removals: string[] = [];
    for (let index = 0; index < places.removals; index += 1) removals.push(await row("payments-prod", null));
    for (const id of removals) await endedGrant(id);
    const over = await row("ledger-prod", null);
    const late = await row("fraud-prod", null);
    await open(late, stage.accountId("fraud-prod"), 5);
    expect(await claimed()).toEqual(new Set([...removals, over, late]));
    const another = await row("orders-prod", null);
    await endedGrant(another);
    expect(await claimed()).toEqual(new Set([...removals, another, late]));
    await db().managedAssignment.updateMany({ data: { dueAt: null } });
    await db().awsOperation.updateMany({ data: { settledAt: await readNow(), outcome: "succeeded" } });
  });
});

test("L2 a removal that can be sent goes before one that AWS is at, until every place is taken", async () => {
  await stage.as("worker", async () => {
    const first = async () => {
      const [claim] = await claimDue(db(), "w", await readNow(), 1, places);
      await db().managedAssignment.updateMany({ data: { leaseUntil: null } });
      return claim?.id;
    };
    await db().managedAssignment.updateMany({ data: { dueAt: null } });
    const sent = await row("payments-prod", null);
    await endedGrant(sent);
    await open(sent, stage.accountId("payments-prod"), 1);
    await stage.passMinutes(1);
    const unsent = await row("ledger-prod", null);
    await endedGrant(unsent);
    expect(await first()).toBe(unsent);
    for (const [index, account] of ["payouts-prod", "fraud-prod"].entries()) {
      const other = await row(account, null);
      await open(other, stage.accountId(account), index + 2);
      await db().managedAssignment.update({ where: { id: other }, data: { dueAt: null } });
    }
    expect(await first()).toBe(sent);
  });
});
