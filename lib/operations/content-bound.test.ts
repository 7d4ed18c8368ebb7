import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { cast } from "#demo/seed/organisation/cast.ts";
import { openSession } from "#lib/auth/session.ts";
import { viewerOf, viewerOfToken } from "#lib/auth/viewer.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import type { LetterContent } from "#lib/mail/letter.ts";
import { paths } from "#lib/paths.ts";
import { linkedRequest } from "#lib/queries/access/decision-link.ts";
import { attachDueGrants } from "./attach-due-grants.ts";
import { composeLetter, readLetter } from "./compose-letter.ts";
import { decideRequest } from "./decide-request.ts";
import { invalidateRequests } from "./invalidate-requests.ts";
import { requestAccess } from "./request-access.ts";
import { loadRules } from "./rules/load-rules.ts";
import { Stage, type Who } from "./testing/stage.ts";

const baseUrl = "https://gatehouse.halden.example";
const set = "PaymentsOperator";
let stage: Stage;
let fingerprint: string;

beforeAll(async () => {
  stage = await Stage.set();
  const held = await stage.as("worker", () =>
    db().permissionSet.findUniqueOrThrow({ where: { arn: stage.permissionSetArn(set) } }),
  );
  ({ fingerprint } = held);
});
afterEach(() => change(fingerprint));
afterAll(() => stage.strike());

/** What a read of AWS does when the set's policies are not what they were. */
const change = (to: string) =>
  stage.as("owner", () =>
    db().permissionSet.update({ where: { arn: stage.permissionSetArn(set) }, data: { fingerprint: to } }),
  );

async function ruled(agree: string): Promise<void> {
  const parsed = parseRulesFile(
    parse(`rules:
  - name: bound
    who: { groups: [payments-engineers] }
    permissionSets: { names: [${set}] }
    where: { all: true }
    limits: { max: 4h, ahead: 7d }
    agree: ${agree}`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  await stage.as("migrator", async () =>
    loadRules({ actor: { kind: "host", user: "test" }, now: await readNow() }, rules),
  );
}

async function asked(who: Who, account: string, startsInMinutes = 0): Promise<string> {
  const result = await stage.person(who, (doing) =>
    requestAccess(doing, {
      accountId: stage.accountId(account),
      permissionSetArn: stage.permissionSetArn(set),
      minutes: 60,
      startsAt: startsInMinutes === 0 ? null : new Date(doing.now.getTime() + startsInMinutes * 60_000),
      reason: "Replay stuck refunds.",
      ticket: null,
    }),
  );
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

async function hashOf(requestId: string): Promise<string> {
  const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
  return contentHash(await requestContent(db(), request));
}

const yes = (who: Who, requestId: string) =>
  stage.person(who, async (doing) =>
    decideRequest(doing, {
      requestId,
      verdict: "approve",
      contentHash: await hashOf(requestId),
      comment: "",
      grantedMinutes: 60,
    }),
  );

const requestOf = (id: string) =>
  stage.as("worker", () => db().request.findUniqueOrThrow({ where: { id }, include: { grant: true } }));

/** What the letters of one kind about a request say, by whom they are for. */
async function lettersOf(requestId: string, kind: LetterKind): Promise<Map<string, LetterContent>> {
  return stage.worker(async ({ now }) => {
    const rows = await db().letter.findMany({ where: { requestId, kind }, orderBy: { createdAt: "asc" } });
    const composed = new Map<string, LetterContent>();
    for (const { id, recipientId } of rows) {
      const content = await composeLetter(await readLetter(id), { now, zone: "UTC", baseUrl });
      if (!("superseded" in content)) composed.set(recipientId, content);
    }
    return composed;
  });
}

const askAgain = () =>
  baseUrl +
  paths.newRequest({
    account: stage.accountId("payments-prod"),
    set: stage.permissionSetArn(set),
    minutes: 60,
  });

describe("ELG-05 a permission set that is not what was agreed to", () => {
  beforeAll(() => ruled("[{ groups: [payments-leads] }]"));

  test("is not given: the grant never begins, its people are told, and the requester's link asks anew", async () => {
    const id = await asked("leo", "payments-prod");
    expect(await yes("priya", id)).toMatchObject({ ok: true });
    await change("another");
    const creates = stage.simulator.calls("sso-admin:CreateAccountAssignment");
    expect(await stage.sweep()).toEqual([]);
    expect((await requestOf(id)).grant).toMatchObject({ state: "invalidated", endReason: "set-changed" });
    expect(stage.simulator.calls("sso-admin:CreateAccountAssignment")).toBe(creates);
    const letters = await lettersOf(id, "grant_invalidated");
    expect([...letters.keys()].toSorted()).toEqual([cast.leo.userId, cast.priya.userId].toSorted());
    expect(letters.get(cast.leo.userId)?.button).toEqual({ label: "Ask again", url: askAgain() });
    expect(letters.get(cast.priya.userId)?.button.url).toBe(baseUrl + paths.request(id));

    const again = await asked("leo", "payments-prod");
    expect(await yes("jonas", again)).toMatchObject({ ok: true });
    await stage.sweep();
    expect((await requestOf(again)).grant).toMatchObject({ state: "active", fingerprint: "another" });
    await stage.passMinutes(61);
    await stage.sweep();
  });

  test("is told of as soon as it is known, although the start is days away", async () => {
    const id = await asked("leo", "ledger-prod", 3 * 24 * 60);
    expect(await yes("priya", id)).toMatchObject({ ok: true });
    await stage.sweep();
    expect((await requestOf(id)).grant).toMatchObject({ state: "scheduled" });
    await change("another");
    await stage.sweep();
    expect((await requestOf(id)).grant).toMatchObject({ state: "invalidated", endReason: "set-changed" });
    expect((await lettersOf(id, "grant_invalidated")).size).toBe(2);
    const told = await stage.as("worker", () =>
      db().auditEvent.count({ where: { requestId: id, action: "grant.invalidated" } }),
    );
    expect(told).toBe(1);
  });

  test("is not given although the change came between the sweep that took the grant up and the create", async () => {
    const id = await asked("leo", "payouts-prod");
    expect(await yes("priya", id)).toMatchObject({ ok: true });
    await stage.worker((doing) => attachDueGrants(doing, stage.organisation.instance.arn));
    expect((await requestOf(id)).grant).toMatchObject({ state: "granting" });
    await change("another");
    await stage.sweep();
    expect((await requestOf(id)).grant).toMatchObject({ state: "invalidated", endReason: "set-changed" });
    expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
  });

  test("is not given where the rule agreed by itself", async () => {
    await ruled("automatic");
    const id = await asked("ines", "fraud-prod");
    await change("another");
    await stage.sweep();
    expect((await requestOf(id)).grant).toMatchObject({ state: "invalidated", endReason: "set-changed" });
    expect([...(await lettersOf(id, "grant_invalidated")).keys()]).toEqual([cast.ines.userId]);
  });

  test("is agreed to by nobody for half: what others have agreed to already has to be the same", async () => {
    await ruled("[{ groups: [payments-leads] }, { groups: [platform-leads] }]");
    const id = await asked("leo", "payments-prod");
    expect(await yes("priya", id)).toMatchObject({ ok: true });
    await change("another");
    expect(await yes("marit", id)).toMatchObject({
      ok: false,
      refusal: { code: "content-changed", changes: [expect.stringContaining(cast.priya.displayName)] },
    });
    expect(await requestOf(id)).toMatchObject({ state: "pending", grant: null });
    expect(await stage.worker((doing) => invalidateRequests(doing))).toBe(1);
    expect(await stage.worker((doing) => invalidateRequests(doing))).toBe(0);
    expect(await requestOf(id)).toMatchObject({ state: "invalidated", settledReason: "content-changed" });
    const letters = await lettersOf(id, "request_invalidated");
    expect([...letters.keys()].toSorted()).toEqual([cast.leo.userId, cast.priya.userId].toSorted());
    expect(letters.get(cast.leo.userId)?.button).toEqual({ label: "Ask again", url: askAgain() });
  });

  test("that is what it was stands in nobody's way, at every stage", async () => {
    const id = await asked("ines", "payments-prod");
    expect(await yes("priya", id)).toMatchObject({ ok: true });
    expect(await stage.worker((doing) => invalidateRequests(doing))).toBe(0);
    expect(await yes("marit", id)).toMatchObject({ ok: true, value: { grantId: expect.any(String) } });
  });
});

describe("EML-07 the link in a letter is bound", () => {
  let id: string;
  let tokens: Map<string, string>;
  const hashed = (token: string) => Uint8Array.from(createHash("sha256").update(token).digest());
  const linked = (who: Who, token: string) =>
    stage.person(who, ({ actor }) => linkedRequest(actor.viewer, hashed(token)));
  const tokensOf = async (requestId: string) =>
    new Map(
      [...(await lettersOf(requestId, "decision_asked"))].map(([recipient, { button }]) => [
        recipient,
        button.url.slice(`${baseUrl}/decide/`.length),
      ]),
    );

  beforeAll(async () => {
    await ruled("[{ groups: [payments-leads] }]");
    id = await asked("leo", "fraud-prod");
    tokens = await tokensOf(id);
  });
  const tokenOf = (who: Who) => tokens.get(cast[who].userId) ?? "";

  test("to one approver: each has their own, and another's is not theirs to decide by, though they may decide", async () => {
    expect([...tokens.keys()]).toEqual(expect.arrayContaining([cast.priya.userId, cast.jonas.userId]));
    expect(new Set(tokens.values()).size).toBe(tokens.size);
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ requestId: id, isForViewer: true });
    expect(await linked("jonas", tokenOf("priya"))).toMatchObject({ requestId: id, isForViewer: false });
    expect(await linked("tomasz", tokenOf("priya"))).toBeNull();
  });

  test("to one request", async () => {
    const other = await asked("leo", "ledger-prod");
    const others = await tokensOf(other);
    expect(await linked("priya", others.get(cast.priya.userId) ?? "")).toMatchObject({ requestId: other });
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ requestId: id });
  });

  test("to what it showed, and says so when that is something else now", async () => {
    const before = await stage.as("worker", () => hashOf(id));
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ contentHash: before });
    await change("another");
    expect(await stage.as("worker", () => hashOf(id))).not.toBe(before);
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ contentHash: before });
    // What the letter showed cannot be agreed to any more.
    const late = await stage.person("priya", (doing) =>
      decideRequest(doing, {
        requestId: id,
        verdict: "approve",
        contentHash: before,
        comment: "",
        grantedMinutes: 60,
      }),
    );
    expect(late).toMatchObject({ ok: false, refusal: { code: "content-changed" } });
  });

  test("to the one purpose: it opens no session and is no token for programs, and says neither yes nor no", async () => {
    const seen = { address: null, userAgent: null };
    const token = tokenOf("priya");
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await stage.as("web", () => viewerOf(token, seen))).toBeNull();
    expect(await stage.as("web", () => viewerOfToken(token, seen))).toBeNull();
    const letter = (await lettersOf(id, "decision_asked")).get(cast.priya.userId);
    expect(letter?.button.url).toMatch(/^https:\/\/gatehouse\.halden\.example\/decide\/[A-Za-z0-9_-]{43}$/);
  });

  test("to its deadline, which the database holds", async () => {
    const links = await stage.as("worker", () => db().decisionLink.findMany({ where: { requestId: id } }));
    const { lapsesAt } = await requestOf(id);
    expect(links.length).toBeGreaterThan(1);
    for (const { expiresAt } of links) expect(expiresAt).toEqual(lapsesAt);
  });
});

describe("APR-02 two sign-ins of one person are one", () => {
  beforeAll(() => ruled("[{ groups: [payments-leads, platform-leads], quorum: 2 }]"));

  /** The same person of the identity store, by an account of another identity provider. */
  async function elsewhere(who: Who, requestId: string) {
    return stage.as("web", async () => {
      const opened = await db().$transaction(async (tx) =>
        openSession(tx, {
          issuer: "https://former-login.halden.example",
          subject: `another-${who}`,
          personId: cast[who].userId,
          authTime: await readNow(tx),
          seen: { address: null, userAgent: null },
        }),
      );
      if (!opened) throw new Error(`${who} could not sign in.`);
      return decideRequest(
        { actor: { kind: "person", viewer: opened.viewer }, now: await readNow() },
        {
          requestId,
          verdict: "approve",
          contentHash: await hashOf(requestId),
          comment: "",
          grantedMinutes: 60,
        },
      );
    });
  }

  test("an approver counts once, by whichever account they sign in", async () => {
    const id = await asked("leo", "orders-prod");
    expect(await yes("priya", id)).toMatchObject({ ok: true, value: { grantId: null } });
    expect(await elsewhere("priya", id)).toMatchObject({ ok: true, value: { grantId: null } });
    const decisions = await stage.as("worker", () => db().decision.findMany({ where: { requestId: id } }));
    expect(decisions.map(({ deciderId }) => deciderId)).toEqual([cast.priya.userId]);
    expect(await requestOf(id)).toMatchObject({ state: "pending", grant: null });
    const identities = await stage.as("web", () =>
      db().signInIdentity.count({ where: { personId: cast.priya.userId } }),
    );
    expect(identities).toBe(2);
  });

  test("a requester does not decide their own request by another account", async () => {
    const id = await asked("priya", "checkout-prod");
    expect(await elsewhere("priya", id)).toMatchObject({ ok: false, refusal: { code: "own-request" } });
  });
});
