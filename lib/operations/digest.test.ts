import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { freePorts } from "#demo/processes/free-port.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { askAgain } from "./ask-again.ts";
import { cancelRequest } from "./cancel-request.ts";
import { loadRules } from "./rules/load-rules.ts";
import { sendLetters } from "./send-letters.ts";
import { Stage, type Who } from "./testing/stage.ts";

const letters = z.array(z.object({ subject: z.string(), text: z.string(), messageId: z.string() }));
const baseUrl = "https://gatehouse.halden.example";
const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };

let stage: Stage;
let folder: string;
let ports: { httpPort: number; smtpPort: number };
let inbox: Awaited<ReturnType<typeof startInbox>>;

beforeAll(async () => {
  stage = await Stage.set();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-digest-"));
  const [httpPort = 0, smtpPort = 0] = await freePorts(2);
  ports = { httpPort, smtpPort };
  inbox = await startInbox({ ...ports, folder, clock });
});
afterAll(async () => {
  await inbox.stop();
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});

const host = { kind: "host", user: "test" } as const;

/** Makes this the only rule, with so long to decide; everything asked before is over. */
async function ruled(deadline: string): Promise<void> {
  const parsed = parseRulesFile(
    parse(`rules:
  - name: everything
    who: { groups: [payments-engineers, orders-engineers] }
    permissionSets: { names: [PaymentsOperator, DatabaseReader] }
    where: { all: true }
    limits: { max: 4h }
    agree: [{ people: [priya.raghunathan] }]
    deadline: ${deadline}`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  await stage.as("migrator", async () => loadRules({ actor: host, now: await readNow() }, rules));
}

let seen = 0;
beforeEach(async () => {
  await ruled("24h");
  await stage.passMinutes(20);
  seen = (await toPriya()).length;
});
afterEach(async () => {
  globalThis.gatehouseFailpoint = undefined;
  const open = await stage.as("web", () => db().request.findMany({ where: { state: "pending" } }));
  for (const { id, requesterId } of open) {
    const who = Object.entries(cast).find(([, { userId }]) => userId === requesterId)?.[0] as Who;
    await stage.person(who, (doing) => cancelRequest(doing, id));
  }
});

async function asked(who: Who, ...accounts: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const account of accounts) {
    const result = await stage.ask(who, account);
    if (!result.ok) throw new Error(result.refusal.code);
    ids.push(result.value.requestId);
  }
  return ids;
}

const settings = { baseUrl, organisation: "Halden", zone: "UTC" };

async function send() {
  const mailer = openMailer({
    url: `smtp://127.0.0.1:${ports.smtpPort}`,
    from: "Gatehouse <gatehouse@halden.example>",
  });
  try {
    return await stage.worker((doing) => sendLetters(doing, { ...settings, mailer }));
  } finally {
    mailer.close();
  }
}

async function toPriya() {
  const answer = await fetch(`http://127.0.0.1:${ports.httpPort}/api/letters?to=${cast.priya.email}`);
  return letters.parse(await answer.json()).toReversed();
}

/** What came since the test began, by subject. */
const arrived = async () => (await toPriya()).slice(seen);
const subjects = async () => (await arrived()).map(({ subject }) => subject);

const letterStates = (ids: readonly string[]) =>
  stage.as("worker", async () =>
    (
      await db().letter.findMany({
        where: { requestId: { in: [...ids] }, kind: "decision_asked" },
        orderBy: { createdAt: "asc" },
      })
    ).map(({ state }) => state),
  );

const linksIn = (text: string) => [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link);

test("EML-12 the fourth and fifth letter within a quarter of an hour come as one, with one link to all that waits", async () => {
  const ids = await asked("leo", "payments-prod", "ledger-prod", "payouts-prod", "fraud-prod", "orders-prod");
  await send();
  await send();
  expect(await subjects()).toHaveLength(3);
  expect(await letterStates(ids)).toEqual(["sent", "sent", "sent", "queued", "queued"]);
  await stage.passMinutes(14);
  await send();
  expect(await subjects()).toHaveLength(3);
  await stage.passMinutes(1);
  await send();
  const [digest, ...more] = (await arrived()).slice(3);
  expect(more).toEqual([]);
  expect(digest?.subject).toBe("2 requests wait for your decision");
  expect(digest?.text).toContain("PaymentsOperator in fraud-prod, 15 min");
  expect(digest?.text).toContain("PaymentsOperator in orders-prod, 15 min");
  expect(linksIn(digest?.text ?? "")).toEqual([`${baseUrl}/inbox`]);
  expect(new Set(await letterStates(ids))).toEqual(new Set(["sent"]));
  const told = await stage.as("worker", () =>
    db().auditEvent.findMany({ where: { action: "letter.sent", requestId: { in: ids.slice(3) } } }),
  );
  expect(told.map(({ cause }) => cause)).toEqual(
    Array(2).fill("to Priya Raghunathan, in one letter about 2 requests"),
  );
  // No token was made for what a digest tells.
  expect(
    await stage.as("worker", () => db().decisionLink.count({ where: { requestId: { in: ids.slice(3) } } })),
  ).toBe(0);
});

test("what was withdrawn while it was kept back is in no letter, and what is left alone is a letter of its own", async () => {
  const ids = await asked("leo", "payments-prod", "ledger-prod", "payouts-prod", "fraud-prod", "orders-prod");
  await send();
  await stage.person("leo", (doing) => cancelRequest(doing, ids[3] ?? ""));
  await stage.passMinutes(15);
  await send();
  const [last] = (await arrived()).slice(3);
  expect(last?.subject).toBe("Leo Marchetti asks for PaymentsOperator in orders-prod for 15 min");
  expect(linksIn(last?.text ?? "")[0]).toContain(`${baseUrl}/decide/`);
  expect(await letterStates(ids)).toEqual(["sent", "sent", "sent", "superseded", "sent"]);
});

test("what lapses within half an hour is told at once, however much came before", async () => {
  await asked("leo", "payments-prod", "ledger-prod", "payouts-prod", "fraud-prod");
  await send();
  await ruled("30m");
  await asked("leo", "orders-prod");
  await send();
  expect((await subjects()).at(-1)).toContain("orders-prod");
  expect(await subjects()).toHaveLength(4);
});

test("EML-14 reminders that are due together are one letter", async () => {
  const ids = await asked("leo", "payments-prod", "ledger-prod", "payouts-prod");
  await send();
  expect(await subjects()).toHaveLength(3);
  await stage.passMinutes(4 * 60 + 1);
  await stage.worker(askAgain);
  await send();
  const reminders = (await arrived()).slice(3);
  expect(reminders.map(({ subject }) => subject)).toEqual(["3 requests wait for your decision"]);
  expect(new Set(await letterStates(ids))).toEqual(new Set(["sent"]));
  await stage.passMinutes(3);
  await stage.worker(askAgain);
  await send();
  expect(await arrived()).toHaveLength(4);
});

test("F08 a worker that dies once a digest is taken sends the same once more, and loses none of it", async () => {
  const ids = await asked("leo", "payments-prod", "ledger-prod", "payouts-prod", "fraud-prod", "orders-prod");
  await send();
  await stage.passMinutes(15);
  globalThis.gatehouseFailpoint = (point) => {
    if (point === "letter: taken") throw new Error("killed");
  };
  expect((await send()).failures).toHaveLength(1);
  expect(await letterStates(ids)).toEqual(["sent", "sent", "sent", "queued", "queued"]);
  globalThis.gatehouseFailpoint = undefined;
  await stage.passMinutes(2);
  await send();
  const digests = (await arrived()).slice(3);
  expect(digests.map(({ subject }) => subject)).toEqual(Array(2).fill("2 requests wait for your decision"));
  expect(new Set(digests.map(({ messageId }) => messageId)).size).toBe(1);
  expect(new Set(await letterStates(ids))).toEqual(new Set(["sent"]));
});

test("two workers at once send each letter once, and no more mails than one would", async () => {
  const ids = await asked("leo", "payments-prod", "ledger-prod", "payouts-prod", "fraud-prod", "orders-prod");
  await Promise.all([send(), send(), send()]);
  expect(await subjects()).toHaveLength(3);
  await stage.passMinutes(15);
  await Promise.all([send(), send()]);
  expect(await subjects()).toHaveLength(4);
  expect(new Set(await letterStates(ids))).toEqual(new Set(["sent"]));
});

test("the database keeps a letter in no mail, or in one that was let go", async () => {
  const [id] = await asked("leo", "payments-prod");
  await expect(
    stage.as("worker", () =>
      db().letter.updateMany({ where: { requestId: id ?? "" }, data: { letGoAt: new Date() } }),
    ),
  ).rejects.toThrow(/letter_goes_in_a_mail/);
  await expect(
    stage.as(
      "web",
      () =>
        db()
          .$executeRaw`update letter set held_until = now() + interval '1 year' where request_id = ${id}::uuid`,
    ),
  ).rejects.toThrow(/permission denied/);
});
