import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { until } from "#demo/processes/until.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { cancelRequest } from "#lib/operations/cancel-request.ts";
import type { Who } from "#lib/operations/testing/stage.ts";
import { FaultStage } from "./stage/fault-stage.ts";
import type { Arrived } from "./stage/mailbox.ts";

const SOON_MS = 30_000;
const operators = "operators@halden.example";

let faults: FaultStage;
beforeAll(async () => {
  faults = await FaultStage.set();
});
afterEach(async () => {
  await faults.mailbox.comeBack();
  await faults.clear();
});
afterAll(() => faults.strike());

const asOwner = <T>(act: () => Promise<T>) => faults.stage.as("owner", act);
const queued = () => asOwner(() => db().letter.count({ where: { state: "queued" } }));
const numberOf = async (requestId: string) =>
  (await asOwner(() => db().request.findUniqueOrThrow({ where: { id: requestId } }))).number;

/** The letters about one request, whoever they are for. */
async function lettersAbout(requestId: string): Promise<Arrived[]> {
  const about = new RegExp(`\\bR-${await numberOf(requestId)}\\b`);
  return (await faults.mailbox.letters()).filter(({ text }) => about.test(text));
}

const subjectsTo = (letters: readonly Arrived[], who: Who) =>
  letters.filter(({ to }) => to.includes(cast[who].email.toLowerCase())).map(({ subject }) => subject);

async function requestOf(grantId: string): Promise<string> {
  return (await faults.grantOf(grantId)).requestId;
}

describe("F08 a worker that is killed between a commit and its letter", () => {
  test("leaves it to the next one, which sends it once", async () => {
    const id = await faults.grant("leo", "payments-prod");
    const dying = await faults.startWorker({ at: "row: recorded" });
    expect(await dying.ended()).toBe("SIGKILL");
    expect(await lettersAbout(await requestOf(id))).toEqual([]);
    await faults.stage.passMinutes(3);
    await faults.startWorker();
    await until("nothing is left to send", SOON_MS, async () => (await queued()) === 0);
    const letters = await lettersAbout(await requestOf(id));
    expect(subjectsTo(letters, "leo")).toEqual([expect.stringContaining("is active until")]);
    expect(letters).toHaveLength(1);
  });

  test("once the mail server has it, has it sent twice at the most, and by the same Message-ID", async () => {
    const id = await faults.grant("leo", "ledger-prod");
    const dying = await faults.startWorker({ at: "letter: taken" });
    expect(await dying.ended()).toBe("SIGKILL");
    const [first, ...others] = await lettersAbout(await requestOf(id));
    expect(others).toEqual([]);
    await faults.stage.passMinutes(2);
    await faults.startWorker();
    await until("nothing is left to send", SOON_MS, async () => (await queued()) === 0);
    const letters = await lettersAbout(await requestOf(id));
    expect(letters.map(({ messageId }) => messageId)).toEqual([first?.messageId, first?.messageId]);
    expect(first?.messageId).toMatch(/^<.+@127\.0\.0\.1>$/);
    const told = await asOwner(() =>
      db().auditEvent.count({ where: { grantId: id, action: "letter.sent" } }),
    );
    expect(told).toBe(1);
  });
});

/** Lets hours pass with the mail server away, so that the worker has tried this request's letters in each of them. */
async function passHoursWithoutMail(hours: number, requestId: string): Promise<void> {
  const tries = async () => {
    const { _sum } = await asOwner(() =>
      db().letter.aggregate({ where: { requestId }, _sum: { attempts: true } }),
    );
    return _sum.attempts ?? 0;
  };
  for (let hour = 0; hour < hours; hour += 1) {
    const before = await tries();
    await faults.stage.passMinutes(60);
    await until("its letters were tried again", SOON_MS, async () => (await tries()) > before);
    const underWay = () => asOwner(() => db().letter.count({ where: { leaseUntil: { not: null } } }));
    await until("nobody is at them", SOON_MS, async () => (await underWay()) === 0);
  }
}

test("F80 a day without a mail server keeps nobody from deciding, and ends without a burst of what is over", async () => {
  await faults.startWorker(undefined, { OPERATOR_MAIL: operators });
  await faults.stage.passMinutes(16);
  await until("nothing is left of other tests", SOON_MS, async () => {
    const held = await asOwner(() => db().grant.count({ where: { endedAt: null } }));
    return held + (await queued()) === 0;
  });
  await faults.mailbox.goAway();
  const granted = await faults.grant("leo", "payouts-prod");
  await faults.until(granted, "active");
  const lapsing = await faults.ask("ines", "payments-prod");
  await passHoursWithoutMail(22, lapsing);
  const waiting = await faults.ask("ines", "fraud-prod");
  await passHoursWithoutMail(2, waiting);
  await faults.until(granted, "ended");
  await until("it has lapsed", SOON_MS, async () => {
    const request = await asOwner(() => db().request.findUniqueOrThrow({ where: { id: lapsing } }));
    return request.state === "lapsed";
  });
  expect(await asOwner(() => db().alarm.count({ where: { kind: "letters-undelivered" } }))).toBeGreaterThan(
    0,
  );

  await faults.mailbox.comeBack();
  const arrivedBefore = (await faults.mailbox.letters()).length;
  await faults.stage.passMinutes(16);
  await until("nothing is left to send", SOON_MS, async () => (await queued()) === 0);

  const ofGranted = await lettersAbout(await requestOf(granted));
  expect(ofGranted.map(({ subject }) => subject)).toEqual([expect.stringContaining("has ended")]);
  const ofLapsing = await lettersAbout(lapsing);
  expect(ofLapsing.map(({ subject }) => subject)).toEqual([expect.stringContaining("it lapsed")]);
  const ofWaiting = await lettersAbout(waiting);
  expect(subjectsTo(ofWaiting, "priya")).toEqual([expect.stringContaining("Ines")]);
  const people = ofWaiting.map(({ to }) => to.join());
  expect(new Set(people).size).toBe(people.length);

  await until("operators are told", SOON_MS, async () =>
    (await faults.mailbox.letters()).some(({ to }) => to.includes(operators)),
  );
  const arrived = (await faults.mailbox.letters()).slice(arrivedBefore);
  const toOperators = arrived.filter(({ to }) => to.includes(operators));
  // What stands now, and what is over since: not what stood at each hour.
  expect(toOperators.length).toBeLessThanOrEqual(3);
  expect(arrived).toHaveLength(ofGranted.length + ofLapsing.length + ofWaiting.length + toOperators.length);
});

test("F83 what was withdrawn or decided while the mail server was away is asked of nobody afterwards", async () => {
  await faults.startWorker();
  await faults.mailbox.goAway();
  const withdrawn = await faults.ask("leo", "payments-prod");
  const decided = await faults.ask("ines", "payouts-prod");
  await passHoursWithoutMail(1, withdrawn);
  expect(await faults.stage.person("leo", (doing) => cancelRequest(doing, withdrawn))).toMatchObject({
    ok: true,
  });
  expect(await faults.sayYes(decided)).toMatchObject({ ok: true });
  await faults.mailbox.comeBack();
  await faults.stage.passMinutes(16);
  await until("nothing is left to send", SOON_MS, async () => (await queued()) === 0);
  expect(await lettersAbout(withdrawn)).toEqual([]);
  expect(subjectsTo(await lettersAbout(decided), "priya")).toEqual([]);
  expect(subjectsTo(await lettersAbout(decided), "jonas")).toEqual([]);
  expect(subjectsTo(await lettersAbout(decided), "ines")).not.toEqual([]);
});
