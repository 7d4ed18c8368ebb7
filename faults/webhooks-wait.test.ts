import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { until } from "#demo/processes/until.ts";
import { db } from "#lib/db/client.ts";
import { Receiver } from "#lib/operations/hooks/receiver.fixture.ts";
import { FaultStage } from "./stage/fault-stage.ts";

const SOON_MS = 30_000;

let faults: FaultStage;
let receiver: Receiver;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  faults = await FaultStage.set();
  receiver = await Receiver.start();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-faults-hooks-"));
  const file = join(folder, "hooks.yaml");
  writeFileSync(
    file,
    `hooks:
  - { name: dead, shape: events, url: "${receiver.url("/dead")}", secrets: [{ env: HOOK_SECRET }] }
  - { name: siem, shape: events, url: "${receiver.url("/siem")}", secrets: [{ env: HOOK_SECRET }] }`,
  );
  environment = { NOTIFY_HOOKS_FILE: file, HOOK_SECRET: "s".repeat(40) };
});
afterEach(async () => {
  await faults.clear();
  receiver.forget();
});
afterAll(async () => {
  await receiver.stop();
  await faults.strike();
  rmSync(folder, { recursive: true, force: true });
});

const event = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ request: z.object({ id: z.string() }).optional() }),
});
/** What one path was told of a request, as types. */
const told = (path: string, requestId: string) =>
  receiver
    .at(path)
    .map(({ body }) => event.parse(JSON.parse(body)))
    .filter(({ data }) => data.request?.id === requestId);

test("a webhook that never answers delays neither a removal nor another webhook", async () => {
  receiver.answers("/dead", () => undefined);
  await faults.startWorker(undefined, environment);
  const id = await faults.grant("leo", "payments-prod");
  const { requestId } = await faults.grantOf(id);
  await faults.until(id, "active");
  await until("the dead one is being told", SOON_MS, async () => receiver.at("/dead").length >= 2);
  await faults.stage.passMinutes(16);
  const ended = performance.now();
  await faults.until(id, "ended");
  // One post to the dead one alone takes ten seconds.
  expect(performance.now() - ended).toBeLessThan(9_000);
  await until("the other is told everything", SOON_MS, async () => told("/siem", requestId).length === 4);
  expect(new Set(told("/siem", requestId).map(({ type }) => type))).toEqual(
    new Set(["request.asked", "request.approved", "grant.active", "grant.ended"]),
  );
  const waiting = await faults.stage.as("owner", () =>
    db().hookDelivery.count({ where: { hookName: "dead", state: "waiting" } }),
  );
  expect(waiting).toBeGreaterThanOrEqual(4);
});

test("a worker that is killed after a post and before it wrote that down has it posted again, as the same event", async () => {
  const requestId = await faults.ask("leo", "ledger-prod");
  const dying = await faults.startWorker({ at: "hook: answered" }, environment);
  expect(await dying.ended()).toBe("SIGKILL");
  await faults.stage.passMinutes(2);
  await faults.startWorker(undefined, environment);
  const unsettled = () =>
    faults.stage.as("owner", () => db().hookDelivery.count({ where: { state: { not: "delivered" } } }));
  await until("everything is delivered", SOON_MS, async () => {
    const events = await faults.stage.as("owner", () => db().hookEvent.count({ where: { spreadAt: null } }));
    return events === 0 && (await unsettled()) === 0;
  });
  const all = [...told("/siem", requestId), ...told("/dead", requestId)];
  expect(all.length).toBeGreaterThanOrEqual(2);
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  const posts = receiver.received.map(({ headers }) => headers["gatehouse-delivery"]);
  expect(new Set(posts).size).toBeLessThan(posts.length);
});
