import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { until } from "#demo/processes/until.ts";
import { db } from "#lib/db/client.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { FaultStage, ordinaryLife } from "./stage/fault-stage.ts";

const SOON_MS = 30_000;

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
  await sql(`create function public.no_audit() returns trigger language plpgsql as
    $$ begin raise exception 'the audit is full'; end $$`);
});
afterEach(async () => {
  await mend();
  await faults.clear();
});
afterAll(() => faults.strike());

const asOwner = <T>(act: () => Promise<T>) => faults.stage.as("owner", act);
const sql = (statement: string) => asOwner(() => db().$executeRawUnsafe(statement));
/** From now on no event can be written, but those of signing in. */
const breakAudit = () =>
  sql(`create trigger no_audit before insert on audit_event for each row
    when (new.action not like 'session.%') execute function public.no_audit()`);
const mend = () => sql("drop trigger if exists no_audit on audit_event");

const calls = (operation: string) => faults.stage.simulator.calls(`sso-admin:${operation}AccountAssignment`);
const meets = (output: string) => output.split("the audit is full").length - 1;

/** Everything of a request that an operation may write. */
const written = (requestId: string) =>
  asOwner(async () => ({
    request: await db().request.findUniqueOrThrow({ where: { id: requestId } }),
    decisions: await db().decision.findMany({ where: { requestId } }),
    grants: await db().grant.findMany({ where: { requestId } }),
    letters: await db().letter.findMany({ where: { requestId }, select: { id: true, kind: true } }),
    events: await db().auditEvent.count({ where: { requestId } }),
  }));

describe("F84 without its event, nothing is kept of", () => {
  test("a request", async () => {
    await breakAudit();
    await expect(faults.ask("leo", "payments-prod")).rejects.toThrow();
    expect(await asOwner(() => db().request.count())).toBe(0);
    expect(await asOwner(() => db().letter.count())).toBe(0);
  });

  test.each<[string, (requestId: string) => Promise<unknown>]>([
    ["a decision", (requestId) => faults.sayYes(requestId)],
    ["a withdrawal", (requestId) => faults.stage.person("leo", (doing) => cancelRequest(doing, requestId))],
  ])("%s", async (_, act) => {
    const requestId = await faults.ask("leo", "payments-prod");
    const before = await written(requestId);
    await breakAudit();
    await expect(act(requestId)).rejects.toThrow();
    expect(await written(requestId)).toEqual(before);
    await mend();
    expect(await act(requestId)).toMatchObject({ ok: true });
    await faults.stage.passMinutes(15);
  });

  test("an early end", async () => {
    const id = await faults.grant("leo", "fraud-prod", 60);
    const requestId = (await faults.grantOf(id)).requestId;
    const before = await written(requestId);
    await breakAudit();
    const end = () => faults.stage.person("leo", (doing) => endGrant(doing, id));
    await expect(end()).rejects.toThrow();
    expect(await written(requestId)).toEqual(before);
    await mend();
    expect(await end()).toMatchObject({ ok: true });
  });

  test("a grant's way to active and to its end: the worker waits, and goes on once events can be written", async () => {
    const worker = await faults.startWorker();
    const id = await faults.grant("ines", "payouts-prod");
    await faults.until(id, "active");

    await breakAudit();
    const before = await written((await faults.grantOf(id)).requestId);
    await faults.stage.passMinutes(15);
    await until("the worker has met it", SOON_MS, async () => meets(worker.output()) >= 3);
    expect(await written((await faults.grantOf(id)).requestId)).toEqual(before);
    await mend();
    await faults.until(id, "ended", 6);
    expect(await faults.eventsOf(id)).toEqual(ordinaryLife);
  });

  test("what would be created: there is no create without a recorded grant", async () => {
    const id = await faults.grant("ines", "ledger-prod");
    const before = calls("Create");
    await breakAudit();
    const worker = await faults.startWorker();
    await until("the worker has met it", SOON_MS, async () => meets(worker.output()) >= 3);
    expect((await faults.grantOf(id)).state).toBe("scheduled");
    expect(calls("Create")).toBe(before);
    await mend();
    await faults.until(id, "active", 6);
    expect(calls("Create") - before).toBe(1);
  });
});
