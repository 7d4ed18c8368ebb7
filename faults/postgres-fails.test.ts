import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "#demo/processes/until.ts";
import { db } from "#lib/db/client.ts";
import { checkHealth } from "#lib/operations/check-health.ts";
import { DatabaseDoor } from "./stage/database-door.ts";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";
import { holdMany } from "./stage/hold-many.ts";
import { OwnServer } from "./stage/own-server.ts";

const SOON_MS = 30_000;
/** By how many turns a removal may be off, at the average: a worker has twelve in hand, who go side by side. */
const SIDE_BY_SIDE = 6;

let server: OwnServer;
let faults: FaultStage;
/** Between the worker and Postgres; the test itself goes past it. */
let door: DatabaseDoor;
beforeAll(async () => {
  server = await OwnServer.start();
  faults = await FaultStage.set(server);
});
beforeEach(async () => {
  door = await DatabaseDoor.open(server.ownerUrl);
});
afterEach(async () => {
  await faults.clear();
  await door.close();
});
afterAll(async () => {
  await faults.strike();
  await server.end();
});

const calls = (operation: string) => faults.stage.simulator.calls(`sso-admin:${operation}AccountAssignment`);
const startWorker = (changes: Readonly<Record<string, string>> = {}) =>
  faults.startWorker(undefined, { DATABASE_URL: door.via(faults.stage.urls.worker), ...changes });
const asOwner = <T>(act: () => Promise<T>) => faults.stage.as("owner", act);

/** How many runs of its jobs have failed, by its own word. */
const failedRuns = (output: string) => output.split('"msg":"a run failed"').length - 1;

async function listeners(): Promise<number> {
  const rows = await asOwner(
    () => db().$queryRaw<unknown[]>`select from pg_stat_activity where application_name = 'gatehouse-listen'`,
  );
  return rows.length;
}

/** The grants in the order in which AWS was first asked to remove what they gave. */
async function removedInTurn(ids: readonly string[]): Promise<string[]> {
  const rows = await asOwner(
    () => db().$queryRaw<{ id: string }[]>`
      select g.id::text as id from access_grant g join aws_operation o on o.managed_assignment_id = g.managed_assignment_id
      where o.kind = 'delete' and g.id::text = any(${[...ids]}) group by g.id order by min(o.started_at)`,
  );
  return rows.map(({ id }) => id);
}

test("F22 a restart of Postgres ends no worker, and loses nothing", async () => {
  const running = await faults.grant("leo", "payments-prod");
  const worker = await startWorker();
  await faults.until(running, "active");
  const waiting = await faults.ask("ines", "payouts-prod");

  await server.stop("restart");
  const failed = failedRuns(worker.output());
  await until("the worker has noticed", SOON_MS, async () => failedRuns(worker.output()) > failed);
  await server.start();

  expect(await faults.sayYes(waiting)).toMatchObject({ ok: true });
  await until("the worker listens again", SOON_MS, async () => (await listeners()) === 1);
  await faults.stage.passMinutes(15);
  await faults.until(running, "ended");
  expect(worker.hasEnded()).toBe(false);
  expect(await faults.eventsOf(running)).toEqual(ordinaryLife);
});

test("F22 a worker knocks at a Postgres that is away at a steady pace, never in a rush", async () => {
  const worker = await startWorker();
  door.shut();
  const runs = () => worker.output().split('"job":"assignments"').length - 1;
  const before = runs();
  await until("the sweep was tried four times", SOON_MS, async () => runs() - before >= 4);
  // Twelve jobs and the listener, none of them more often than every two seconds.
  expect(door.knocks).toBeLessThan(4 * 13);
  expect(door.knocks).toBeGreaterThan(0);
});

test("F24 sixty ends that came while Postgres was down are made up for at its return, the oldest first, under an alarm", async () => {
  const held = await holdMany(faults, { count: 60, endsInMinutes: (index) => 15 + index });
  const worker = await startWorker();
  door.shut();
  await server.stop("restart");
  process.env.DATABASE_URL = faults.stage.urls.web;
  expect(await checkHealth()).toMatchObject({ ok: false, checks: { database: false } });
  await server.start();
  await faults.stage.passMinutes(90);
  door.reopen();

  await until("an alarm says so", SOON_MS, async () => {
    // Wakes it, as soon as it listens again.
    await faults.stage.passMinutes(0);
    return (await asOwner(() => db().alarm.count({ where: { grantId: { in: held } } }))) > 0;
  });
  await until("all are removed", SOON_MS, async () => (await removedInTurn(held)).length === held.length);
  const turns = await removedInTurn(held);
  const aside = turns.map((id, turn) => Math.abs(held.indexOf(id) - turn));
  expect(aside.reduce((sum, places) => sum + places, 0) / held.length).toBeLessThan(SIDE_BY_SIDE);
  for (const id of held) await faults.until(id, "ended");
  expect(worker.hasEnded()).toBe(false);
});

test.each([
  ["its taking up", "grant.granting", "payments-prod"],
  ["its look", '"managed_assignment" SET', "ledger-prod"],
  ["the intent", "insert into aws_operation", "payouts-prod"],
  ["how the create went", '"aws_operation" SET', "fraud-prod"],
  ["the word active", "grant.active", "payments-prod"],
])(
  "F25 a worker that never hears that %s was committed creates once, and tells each step once",
  async (_, words, account) => {
    const id = await faults.grant("leo", account);
    const before = calls("Create");
    door.loseCommitOf(words);
    await startWorker();
    await door.lost();
    await faults.until(id, "active", 3);
    expect(calls("Create") - before).toBe(1);
    await faults.stage.passMinutes(15);
    await faults.until(id, "ended", 3);
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  },
);

test("F25 a worker that never hears that the end was committed ends it once", async () => {
  const id = await faults.grant("leo", "ledger-prod");
  door.loseCommitOf("grant.ended");
  await startWorker();
  await faults.until(id, "active");
  await faults.stage.passMinutes(15);
  await door.lost();
  await faults.until(id, "ended", 3);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});

test("F27 a Postgres that takes no writes has nothing created and nothing removed, until it does", async () => {
  const worker = await startWorker();
  door.shut();
  const id = await faults.grant("leo", "payments-prod");
  const [created, deleted] = [calls("Create"), calls("Delete")];

  const refused = () => worker.output().split("read-only transaction").length - 1;
  await server.allowWrites(false);
  door.reopen();
  await until("the worker has met the refusal", SOON_MS, async () => refused() > 5);
  expect(calls("Create")).toBe(created);
  await server.allowWrites(true);
  await faults.until(id, "active", 3);
  expect(calls("Create") - created).toBe(1);

  await server.allowWrites(false);
  await faults.stage.passMinutes(15);
  const metBefore = refused();
  await until("the worker has met the refusal again", SOON_MS, async () => refused() > metBefore + 5);
  expect(calls("Delete")).toBe(deleted);
  expect(faults.isInAws("leo", "payments-prod")).toBe(true);
  await server.allowWrites(true);
  await faults.until(id, "ended", 3);
  expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
});
