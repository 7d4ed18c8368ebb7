import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import { db } from "#lib/db/client.ts";
import { signHook } from "#lib/mail/alarm-hook.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { beat } from "./beat.ts";
import { isGrantingStopped } from "./is-granting-stopped.ts";
import { noteAwsClock } from "./note-aws-clock.ts";
import { type AlarmSettings, tellAlarms } from "./tell-alarms.ts";
import { Stage } from "./testing/stage.ts";
import { watchAlarms } from "./watch-alarms.ts";

const SECRET = "h".repeat(40);
type Posted = { body: string; timestamp: string; signature: string };

let stage: Stage;
let inbox: Awaited<ReturnType<typeof startInbox>>;
let folder: string;
let settings: AlarmSettings;
const posted: Posted[] = [];
let isHookDown = false;
const receiver = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  request.on("end", () => {
    if (!isHookDown)
      posted.push({
        body,
        timestamp: String(request.headers["gatehouse-timestamp"]),
        signature: String(request.headers["gatehouse-signature"]),
      });
    response.writeHead(isHookDown ? 503 : 204).end();
  });
});

beforeAll(async () => {
  stage = await Stage.set();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-alarms-"));
  const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };
  inbox = await startInbox({ httpPort: 0, smtpPort: 0, folder, clock });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  if (!address || typeof address === "string") throw new Error("The receiver has no port.");
  settings = {
    mailer: openMailer({ url: inbox.smtpUrl, from: "Gatehouse <gatehouse@halden.example>" }),
    baseUrl: "https://gatehouse.halden.example",
    organisation: "Halden",
    zone: "UTC",
    operators: ["operators@halden.example"],
    hook: { url: `http://127.0.0.1:${address.port}/alarms`, secret: SECRET },
  };
});
afterAll(async () => {
  settings.mailer.close();
  await new Promise((resolve) => receiver.close(resolve));
  await inbox.stop();
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});

const watch = () =>
  stage.worker(async (doing) => {
    await watchAlarms(doing, 1_800_000);
    return tellAlarms(doing, settings);
  });
const alive = () => stage.worker((doing) => beat(doing, "a-host"));
const open = () =>
  stage.as("worker", async () => {
    const alarms = await db().alarm.findMany({ where: { closedAt: null }, orderBy: { openedAt: "asc" } });
    return alarms.map(({ kind }) => kind);
  });

test("L3 a worker that is missing is told once by mail and by a signed webhook, again after an hour, and when it is over", async () => {
  expect(await watch()).toEqual([]);
  expect(await open()).toEqual(["no-worker"]);
  await watch();
  expect(posted).toHaveLength(1);
  const [first] = posted;
  expect(first?.signature).toBe(signHook(SECRET, first?.timestamp ?? "", first?.body ?? ""));
  expect(JSON.parse(first?.body ?? "{}")).toMatchObject({
    kind: "no-worker",
    state: "open",
    url: "https://gatehouse.halden.example/status",
  });
  await stage.passMinutes(61);
  await watch();
  expect(posted.filter(({ body }) => body.includes('"kind":"no-worker"'))).toHaveLength(2);
  await alive();
  await watch();
  expect(await open()).not.toContain("no-worker");
  expect(JSON.parse(posted.at(-1)?.body ?? "{}")).toMatchObject({ kind: "no-worker", state: "closed" });
  const actions = await stage.as("worker", () =>
    db().auditEvent.findMany({
      where: { targetKind: "alarm", targetName: "no-worker" },
      orderBy: { id: "asc" },
      select: { action: true },
    }),
  );
  expect(actions.map(({ action }) => action)).toEqual(["alarm.opened", "alarm.closed"]);
});

test("a webhook that is down is tried again, and holds up no mail", async () => {
  isHookDown = true;
  await stage.as("owner", () => db().engineState.updateMany({ data: { awsAheadMs: 40_000 } }));
  await alive();
  expect(await watch()).toHaveLength(1);
  const [alarm] = await stage.as("worker", () => db().alarm.findMany({ where: { kind: "clock-skew" } }));
  expect(alarm?.mailedAt).not.toBeNull();
  expect(alarm?.hookedAt).toBeNull();
  isHookDown = false;
  const before = posted.length;
  expect(await watch()).toEqual([]);
  expect(posted).toHaveLength(before + 1);
  await stage.as("owner", () => db().engineState.updateMany({ data: { awsAheadMs: 0 } }));
});

test("two workers open an alarm once", async () => {
  await stage.as("owner", () => db().engineState.updateMany({ data: { awsAheadMs: -90_000 } }));
  await alive();
  await stage.worker(async (doing) => {
    await Promise.all([watchAlarms(doing, 1_800_000), watchAlarms(doing, 1_800_000)]);
  });
  const count = await stage.as("worker", () =>
    db().alarm.count({ where: { kind: "clock-skew", closedAt: null } }),
  );
  expect(count).toBe(1);
});

test("TIM-04 AWS's clock is heard in its answers, and nothing is created while it is more than two minutes away", async () => {
  stage.simulator.set({ dateSkewMs: 0 });
  await stage.sweep();
  await stage.as("worker", async () => {
    await personStatus(stage.aws, cast.leo.userId);
    await noteAwsClock(stage.aws);
  });
  const state = () => stage.as("worker", () => db().engineState.findFirstOrThrow());
  expect(Math.abs((await state()).awsAheadMs ?? Number.NaN)).toBeLessThan(5_000);
  expect(await stage.as("worker", () => isGrantingStopped(db()))).toBe(false);
  stage.simulator.set({ dateSkewMs: 130_000 });
  await stage.as("worker", async () => {
    await personStatus(stage.aws, cast.leo.userId);
    await noteAwsClock(stage.aws);
  });
  expect((await state()).awsAheadMs).toBeGreaterThan(120_000);
  expect(await stage.as("worker", () => isGrantingStopped(db()))).toBe(true);
  stage.simulator.set({ dateSkewMs: 0 });
});
