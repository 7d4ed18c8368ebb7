import { afterAll, beforeAll, expect, test } from "vitest";
import { freePorts } from "#demo/processes/free-port.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import { db } from "#lib/db/client.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { readHealth } from "#lib/queries/health.ts";
import { beat } from "./beat.ts";
import { isGrantingStopped } from "./is-granting-stopped.ts";
import { noteAwsClock } from "./note-aws-clock.ts";
import { sendLetters } from "./send-letters.ts";
import { granted } from "./testing/held-up.ts";
import { Stage } from "./testing/stage.ts";
import { watchAlarms } from "./watch-alarms.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

const SYNC_EVERY_MS = 100 * 86_400_000;
const alive = () => stage.worker((doing) => beat(doing, "a-host"));
const watch = async () => {
  await alive();
  await stage.worker((doing) => watchAlarms(doing, SYNC_EVERY_MS));
};
const alarmsOf = (kind: string) =>
  stage.as("worker", () => db().alarm.findMany({ where: { kind }, orderBy: { openedAt: "asc" } }));
const openOf = async (kind: string) => (await alarmsOf(kind)).filter(({ closedAt }) => closedAt === null);
const actionsOf = (kind: string) =>
  stage.as("worker", async () => {
    const events = await db().auditEvent.findMany({
      where: { targetKind: "alarm", targetName: kind },
      orderBy: { id: "asc" },
      select: { action: true },
    });
    return events.map(({ action }) => action);
  });
const setAhead = (awsAheadMs: number) =>
  stage.as("owner", () => db().engineState.updateMany({ data: { awsAheadMs } }));

test("L3 no worker that shows itself opens an alarm, and one that does closes it; each has its event", async () => {
  await stage.worker((doing) => watchAlarms(doing, SYNC_EVERY_MS));
  expect(await openOf("no-worker")).toHaveLength(1);
  await watch();
  expect(await openOf("no-worker")).toEqual([]);
  expect(await actionsOf("no-worker")).toEqual(["alarm.opened", "alarm.closed"]);
});

test("two workers that watch at once open an alarm once and close it once", async () => {
  await setAhead(-90_000);
  await alive();
  const both = () =>
    stage.worker(async (doing) => {
      await Promise.all([watchAlarms(doing, SYNC_EVERY_MS), watchAlarms(doing, SYNC_EVERY_MS)]);
    });
  await both();
  expect(await alarmsOf("clock-skew")).toHaveLength(1);
  await setAhead(0);
  await both();
  expect(await openOf("clock-skew")).toEqual([]);
  expect(await actionsOf("clock-skew")).toEqual(["alarm.opened", "alarm.closed"]);
});

test("one that stands says what is true now, and stays the same alarm", async () => {
  await setAhead(40_000);
  await watch();
  const [before] = await openOf("clock-skew");
  await setAhead(50_000);
  await watch();
  const [after] = await openOf("clock-skew");
  expect(after?.id).toBe(before?.id);
  expect([before?.summary, after?.summary]).toEqual([
    "AWS's clock and the database's are 40 seconds apart.",
    "AWS's clock and the database's are 50 seconds apart.",
  ]);
  await setAhead(0);
  await watch();
});

test("L3 a removal that nobody makes is told of after five minutes, until it is made", async () => {
  const grantId = await granted(stage, "leo", "payments-prod", 15);
  await stage.sweep();
  await stage.passMinutes(19);
  await watch();
  expect(await openOf("removal-overdue")).toEqual([]);
  await stage.passMinutes(2);
  await watch();
  expect(await openOf("removal-overdue")).toMatchObject([
    {
      grantId,
      subject: grantId,
      summary: expect.stringMatching(
        /^PaymentsOperator in payments-prod for Leo Marchetti should be gone for [56] minutes and is not\.$/,
      ),
    },
  ]);
  await stage.sweep();
  await watch();
  expect(await openOf("removal-overdue")).toEqual([]);
});

test("F61 a grant that is over while another one of the same role goes on is not overdue", async () => {
  await granted(stage, "ines", "payments-prod", 15);
  await stage.sweep();
  await stage.passMinutes(10);
  await granted(stage, "ines", "payments-prod", 60);
  await stage.sweep();
  await stage.passMinutes(15);
  await watch();
  expect(await openOf("removal-overdue")).toEqual([]);
  expect(await stage.as("web", () => readHealth())).toMatchObject({
    overdueRemovals: 0,
    overdueRemovalSeconds: 0,
  });
  await stage.sweep();
  await stage.passMinutes(60);
  await watch();
  expect(await openOf("removal-overdue")).toHaveLength(1);
  expect(await stage.as("web", () => readHealth())).toMatchObject({ overdueRemovals: 1 });
  await stage.sweep();
  await watch();
});

test("F80 EML-15 letters that a mail server has not taken for half an hour open an alarm, however often they were tried", async () => {
  await stage.as("owner", () => db().letter.updateMany({ data: { state: "superseded" } }));
  expect((await stage.ask("leo", "ledger-prod")).ok).toBe(true);
  const [port = 0] = await freePorts(1);
  const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: "gatehouse@halden.example" });
  const settings = {
    mailer,
    baseUrl: "https://gatehouse.halden.example",
    organisation: "Halden",
    zone: "UTC",
  };
  const tryFor = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 4) {
      await stage.worker((doing) => sendLetters(doing, settings));
      await stage.passMinutes(4);
    }
  };
  await tryFor(28);
  await watch();
  expect(await openOf("letters-undelivered")).toEqual([]);
  await tryFor(4);
  await watch();
  expect(await openOf("letters-undelivered")).toMatchObject([
    { summary: expect.stringMatching(/^\d+ letters? waits? for more than half an hour\.$/) },
  ]);
  mailer.close();
  await stage.as("owner", () => db().letter.updateMany({ data: { state: "superseded" } }));
  await watch();
  expect(await openOf("letters-undelivered")).toEqual([]);
});

test("TIM-04 AWS's clock is heard in its answers, and nothing is created while it is more than two minutes away", async () => {
  const ahead = () =>
    stage.as("worker", async () => (await db().engineState.findFirstOrThrow()).awsAheadMs ?? Number.NaN);
  const hear = () =>
    stage.as("worker", async () => {
      await personStatus(stage.aws, cast.leo.userId);
      await noteAwsClock(stage.aws);
    });
  const isStopped = () => stage.as("worker", () => isGrantingStopped(db()));
  stage.simulator.set({ dateSkewMs: 0 });
  await hear();
  expect(Math.abs(await ahead())).toBeLessThan(5_000);
  expect(await isStopped()).toBe(false);
  stage.simulator.set({ dateSkewMs: 130_000 });
  await hear();
  expect(await ahead()).toBeGreaterThan(120_000);
  expect(await isStopped()).toBe(true);
  await watch();
  expect(await openOf("clock-skew")).toHaveLength(1);
});

test("TIM-04 clocks that agree again are found out about, although nothing else asks AWS while granting is stopped", async () => {
  stage.simulator.set({ dateSkewMs: 0 });
  const asked = () => stage.aws.limiter.counts().get("sso-admin:DescribeInstance")?.calls ?? 0;
  const before = asked();
  // Silent until it is asked, as a connection is that nobody has used for a while.
  const quiet = { ...stage.aws, heardClock: () => (asked() > before ? stage.aws.heardClock() : null) };
  await stage.as("worker", () => noteAwsClock(quiet));
  expect(asked()).toBe(before + 1);
  expect(await stage.as("worker", () => isGrantingStopped(db()))).toBe(false);
  const silent = { ...stage.aws, heardClock: () => null };
  await stage.as("worker", () => noteAwsClock(silent));
  expect(asked()).toBe(before + 1);
  await watch();
  expect(await openOf("clock-skew")).toEqual([]);
});
