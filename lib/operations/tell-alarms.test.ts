import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { freePorts } from "#demo/processes/free-port.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { takeUntold } from "#lib/db/told-alarms.ts";
import { type Mailer, openMailer } from "#lib/mail/transport.ts";
import { mailAlarms } from "./mail-alarms.ts";
import { postAlarms } from "./post-alarms.ts";
import { Stage } from "./testing/stage.ts";

const SECRET = "h".repeat(40);
const OPERATORS = ["operators@halden.example", "security@halden.example"];
const baseUrl = "https://gatehouse.halden.example";
const letters = z.array(z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() }));
const body = z.object({ kind: z.string(), state: z.string(), url: z.string(), summary: z.string() });

let stage: Stage;
let inbox: Awaited<ReturnType<typeof startInbox>>;
let folder: string;
let mailer: Mailer;
let deadMailer: Mailer;
let hookUrl: string;
let hookStatus = 204;
const posted: { text: string; signature: string }[] = [];
const receiver = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  request.on("end", () => {
    const header = (name: string) => String(request.headers[name]);
    if (hookStatus === 204)
      posted.push({
        text,
        signature: header("gatehouse-signature"),
      });
    response.writeHead(hookStatus, { location: "/elsewhere" }).end("answered");
  });
});

beforeAll(async () => {
  stage = await Stage.set();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-alarms-"));
  const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };
  inbox = await startInbox({ httpPort: 0, smtpPort: 0, folder, clock });
  const [deadPort = 0] = await freePorts(1);
  mailer = openMailer({ url: inbox.smtpUrl, from: "gatehouse@halden.example" });
  deadMailer = openMailer({ url: `smtp://127.0.0.1:${deadPort}`, from: "gatehouse@halden.example" });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  if (!address || typeof address === "string") throw new Error("The receiver has no port.");
  hookUrl = `http://127.0.0.1:${address.port}/alarms`;
});
beforeEach(async () => {
  hookStatus = 204;
  posted.length = 0;
  await stage.as("owner", () => db().alarm.deleteMany());
});
afterAll(async () => {
  mailer.close();
  deadMailer.close();
  await new Promise((resolve) => receiver.close(resolve));
  await inbox.stop();
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});

const mail = (by: Mailer = mailer, operators: readonly string[] = OPERATORS) =>
  stage.worker((doing) =>
    mailAlarms(doing, { mailer: by, operators, baseUrl, organisation: "Halden", zone: "UTC" }),
  );
const post = () => stage.worker((doing) => postAlarms(doing, { url: hookUrl, secret: SECRET, baseUrl }));

const open = (subject: string) =>
  stage.worker(({ now }) =>
    db().alarm.create({
      data: {
        kind: "removal-blocked",
        subject,
        summary: `The removal of ${subject} is blocked.`,
        openedAt: now,
      },
    }),
  );
const close = (id: string) =>
  stage.worker(async () => db().alarm.update({ where: { id }, data: { closedAt: await readNow() } }));

const states = () => posted.map(({ text }) => body.parse(JSON.parse(text)).state);
/** What the operator got since the last time somebody asked. */
const seen = new Map<string, number>();
async function received(operator = "operators@halden.example") {
  const answer = await fetch(`${inbox.url}/api/letters?to=${operator}`);
  const all = letters.parse(await answer.json());
  const fresh = all.slice(0, all.length - (seen.get(operator) ?? 0));
  seen.set(operator, all.length);
  return fresh;
}
beforeEach(async () => {
  for (const operator of OPERATORS) await received(operator);
});

describe("by webhook", () => {
  test("an alarm is posted signed when it opens, every hour while it stands, and once when it is over", async () => {
    const { id } = await open("one");
    await post();
    await post();
    expect(states()).toEqual(["open"]);
    const [first] = posted;
    const [, seconds = "", hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(first?.signature ?? "") ?? [];
    expect(hex).toBe(createHmac("sha256", SECRET).update(`${seconds}.${first?.text}`).digest("hex"));
    expect(Math.abs(Number(seconds) - Date.now() / 1_000)).toBeLessThan(60);
    expect(body.parse(JSON.parse(first?.text ?? ""))).toEqual({
      kind: "removal-blocked",
      state: "open",
      summary: "The removal of one is blocked.",
      url: "https://gatehouse.halden.example/status",
    });
    await stage.passMinutes(59);
    await post();
    expect(states()).toEqual(["open"]);
    await stage.passMinutes(2);
    await post();
    await close(id);
    await post();
    await post();
    await stage.passMinutes(61);
    await post();
    expect(states()).toEqual(["open", "open", "closed"]);
  });

  test.each([503, 302])("a receiver that answers %d is tried again after a minute", async (status) => {
    await open("one");
    hookStatus = status;
    expect((await post()).faults).toHaveLength(1);
    hookStatus = 204;
    await post();
    expect(states()).toEqual([]);
    await stage.passMinutes(1);
    await post();
    expect(states()).toEqual(["open"]);
  });

  test("what a worker had in hand when it died is told by the next one, an end too", async () => {
    const { id } = await open("one");
    const die = () => stage.worker(({ now }) => takeUntold("hook", now, 8));
    expect(await die()).toHaveLength(1);
    await post();
    expect(states()).toEqual([]);
    await stage.passMinutes(1);
    await post();
    expect(states()).toEqual(["open"]);
    await close(id);
    expect(await die()).toHaveLength(1);
    await stage.passMinutes(1);
    await post();
    expect(states()).toEqual(["open", "closed"]);
  });

  test("an alarm that is over at the moment at which it was told is told as over, and once, by a slow worker too", async () => {
    const { id } = await open("one");
    await post();
    const settings = { url: hookUrl, secret: SECRET, baseUrl };
    await stage.worker(async (doing) => {
      const { closedAt } = await close(id);
      await db().alarm.update({ where: { id }, data: { hookedAt: closedAt } });
      await postAlarms(doing, settings);
      await postAlarms(doing, settings);
    });
    expect(states()).toEqual(["open", "closed"]);
  });

  test("one that was over before it could be told is not told", async () => {
    await close((await open("one")).id);
    await post();
    expect(states()).toEqual([]);
  });

  test("two workers tell each alarm once, more of them than go out at once", async () => {
    const subjects = Array.from({ length: 20 }, (_, number) => `number-${number}`);
    for (const subject of subjects) await open(subject);
    const settings = { url: hookUrl, secret: SECRET, baseUrl };
    await stage.worker(async (doing) => {
      const work = async () => {
        while ((await postAlarms(doing, settings)).isMoreWaiting);
      };
      await Promise.all([work(), work()]);
    });
    const told = posted.map(({ text }) => body.parse(JSON.parse(text)).summary);
    expect(told.toSorted()).toEqual(subjects.map((one) => `The removal of ${one} is blocked.`).toSorted());
  });
});

describe("by mail", () => {
  test("every operator gets a letter when an alarm opens, an hour later, and when it is over", async () => {
    const { id } = await open("one");
    expect(await mail()).toEqual([]);
    expect(await mail()).toEqual([]);
    expect(await received("security@halden.example")).toHaveLength(1);
    const [letter] = await received();
    expect(letter?.subject).toBe("Alarm: The removal of one is blocked");
    expect(letter?.text).toContain("https://gatehouse.halden.example/status");
    expect(letter?.text.replaceAll(/\s+/g, " ")).toContain("Read what AWS answered, mend it in AWS");
    await stage.passMinutes(61);
    await mail();
    await close(id);
    await mail();
    await mail();
    expect((await received()).map(({ subject }) => subject)).toEqual([
      "Over: The removal of one is blocked",
      "Still: The removal of one is blocked",
    ]);
  });

  test("what is to be told at once goes into one letter", async () => {
    for (let number = 0; number < 30; number++) await open(`number-${number}`);
    await mail();
    const [letter, ...others] = await received();
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("30 alarms stand");
    expect(letter?.text).toContain("number-19 is blocked");
    expect(letter?.text).not.toContain("number-20");
    expect(letter?.text).toContain("10 alarms on the status page");
    await mail();
    expect(await received()).toEqual([]);
  });

  test("an address that is refused keeps nobody else from being told, and nobody is told twice for it", async () => {
    await open("one");
    const operators = ["not an address", "operators@halden.example"];
    expect(await mail(mailer, operators)).toHaveLength(1);
    await stage.passMinutes(2);
    expect(await mail(mailer, operators)).toEqual([]);
    expect(await received()).toHaveLength(1);
  });

  test("a mail server that is down holds up no webhook, and is told when it is back", async () => {
    await open("one");
    expect(await mail(deadMailer)).toHaveLength(2);
    await post();
    expect(states()).toEqual(["open"]);
    await stage.passMinutes(1);
    await mail();
    await post();
    expect(states()).toEqual(["open"]);
    expect((await received()).map(({ subject }) => subject)).toEqual([
      "Alarm: The removal of one is blocked",
    ]);
  });

  test("without an operator nothing is sent, and one who is named later is told what stands", async () => {
    await open("one");
    expect(await mail(mailer, [])).toEqual([]);
    await mail();
    expect(await received()).toHaveLength(1);
  });
});
