import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { freePorts } from "#demo/processes/free-port.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { lettersWaiting } from "#lib/queries/catalogue/system-status.ts";
import { openAlarms } from "#lib/queries/engine/open-alarms.ts";
import { cancelRequest } from "./cancel-request.ts";
import { requestAccess } from "./request-access.ts";
import { sendLetters } from "./send-letters.ts";
import { Stage, type Who } from "./testing/stage.ts";
import { watchAlarms } from "./watch-alarms.ts";

const letters = z.array(z.object({ subject: z.string(), text: z.string(), html: z.string() }));
const baseUrl = "https://gatehouse.halden.example";
const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };

let stage: Stage;
let folder: string;
let ports: { httpPort: number; smtpPort: number };
let inbox: Awaited<ReturnType<typeof startInbox>> | null = null;

async function open(): Promise<void> {
  inbox = await startInbox({ ...ports, folder, clock });
}

beforeAll(async () => {
  stage = await Stage.set();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-letters-"));
  const [httpPort = 0, smtpPort = 0] = await freePorts(2);
  ports = { httpPort, smtpPort };
  await open();
});
afterAll(async () => {
  await inbox?.stop();
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(who: Who, account: string): Promise<string> {
  const asked = await stage.person(who, (doing) =>
    requestAccess(doing, {
      accountId: stage.accountId(account),
      permissionSetArn: stage.permissionSetArn("PaymentsOperator"),
      minutes: 60,
      startsAt: null,
      reason: "See https://evil.example/now",
      ticket: null,
    }),
  );
  if (!asked.ok) throw new Error(asked.refusal.code);
  return asked.value.requestId;
}

async function send() {
  const mailer = openMailer({
    url: `smtp://127.0.0.1:${ports.smtpPort}`,
    from: "Gatehouse <gatehouse@halden.example>",
  });
  try {
    return await stage.worker((doing) =>
      sendLetters(doing, { mailer, baseUrl, organisation: "Halden", zone: "UTC" }),
    );
  } finally {
    mailer.close();
  }
}

async function received(who: Who) {
  const answer = await fetch(`http://127.0.0.1:${ports.httpPort}/api/letters?to=${cast[who].email}`);
  return letters.parse(await answer.json());
}

const statesOf = (requestId: string) =>
  stage.as("worker", async () => {
    const rows = await db().letter.findMany({ where: { requestId }, select: { state: true } });
    return rows.map((row) => row.state);
  });

test("EML-05 EML-11 the link in a letter is ours, and only its hash is stored", async () => {
  await ask("leo", "payments-prod");
  expect((await send()).sent).toBeGreaterThanOrEqual(2);
  const [letter] = await received("priya");
  expect(letter?.subject).toBe("Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour");
  const links = [...(letter?.text ?? "").matchAll(/https?:\/\/\S+/g)].map((match) => match[0]);
  expect(links).toHaveLength(1);
  const token = links[0]?.replace(`${baseUrl}/decide/`, "") ?? "";
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const link = await stage.as("worker", () =>
    db().decisionLink.findUnique({ where: { tokenHash: createHash("sha256").update(token).digest() } }),
  );
  expect(link?.approverId).toBe(cast.priya.userId);
  expect(await received("leo")).toEqual([]);
});

test("a letter about a request that was withdrawn meanwhile stays unsent", async () => {
  const requestId = await ask("leo", "ledger-prod");
  await stage.person("leo", (doing) => cancelRequest(doing, requestId));
  await send();
  expect(new Set(await statesOf(requestId))).toEqual(new Set(["superseded"]));
});

test("F80 letters wait while the mail server is away, and go out once when it is back", async () => {
  await inbox?.stop();
  const requestId = await ask("leo", "payouts-prod");
  const failed = await send();
  expect(failed.sent).toBe(0);
  expect(failed.failures.length).toBeGreaterThan(0);
  expect(new Set(await statesOf(requestId))).toEqual(new Set(["queued"]));
  await open();
  expect((await send()).sent).toBe(0);
  await stage.passMinutes(1);
  await send();
  expect(new Set(await statesOf(requestId))).toEqual(new Set(["sent"]));
  await stage.passMinutes(60);
  expect((await send()).sent).toBe(0);
  expect((await received("priya")).filter((letter) => letter.subject.includes("payouts-prod"))).toHaveLength(
    1,
  );
});

test("INJ-03 EML-15 a recipient whose address is not one plain address gets nothing, and that is recorded, shown and escalated", async () => {
  await stage.as("worker", () =>
    db().person.update({
      where: { id: cast.jonas.userId },
      data: { email: "jonas@halden.example, all@halden.example" },
    }),
  );
  const requestId = await ask("leo", "fraud-prod");
  await send();
  const row = await stage.as("worker", () =>
    db().letter.findFirstOrThrow({ where: { requestId, recipientId: cast.jonas.userId } }),
  );
  expect(row).toMatchObject({ state: "undeliverable" });
  const recorded = await stage.as("worker", () =>
    db().auditEvent.count({ where: { action: "letter.undeliverable", requestId } }),
  );
  expect(recorded).toBe(1);

  await stage.worker((doing) => watchAlarms(doing, 30 * 60_000));
  await stage.person("marit", async ({ actor, now }) => {
    expect(await openAlarms(actor.viewer)).toContainEqual(
      expect.objectContaining({
        kind: "letters-undelivered",
        summary: expect.stringContaining("1 letter could not be delivered"),
      }),
    );
    expect(await lettersWaiting(actor.viewer, now)).toMatchObject({ undeliverable: 1 });
  });
  // Whoever waits for the answer sees on the request's page that one of those who were asked does not know.
  await stage.person("leo", async ({ actor, now }) => {
    const shown = await requestFor(actor.viewer, requestId, now);
    expect(shown?.happened.map(({ action }) => action)).toContain("letter.undeliverable");
  });
});

async function askAndWithdraw(set: string): Promise<void> {
  await stage.person("leo", async (doing) => {
    const asked = await requestAccess(doing, {
      accountId: stage.accountId("recommendations-staging"),
      permissionSetArn: stage.permissionSetArn(set),
      minutes: 15,
      startsAt: null,
      reason: "Try the new release.",
      ticket: null,
    });
    if (!asked.ok) throw new Error(asked.refusal.code);
    return cancelRequest(doing, asked.value.requestId);
  });
}

test("L4 letters that were overtaken do not hold up the ones behind them", async () => {
  await askAndWithdraw("AWSPowerUserAccess");
  const queued = () => stage.as("worker", () => db().letter.count({ where: { state: "queued" } }));
  expect(await queued()).toBeGreaterThan(8);
  expect(await send()).toMatchObject({ sent: 0, isMoreWaiting: true });
  expect(await send()).toMatchObject({ sent: 0, isMoreWaiting: false });
  expect(await queued()).toBe(0);
});
