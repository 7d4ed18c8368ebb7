import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { openSession } from "#lib/auth/session.ts";
import { viewerOf, viewerOfToken } from "#lib/auth/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { linkedRequest } from "#lib/queries/access/decision-link.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { cancelRequest } from "./cancel-request.ts";
import { decideRequest } from "./decide-request.ts";
import { lapseRequests } from "./lapse-requests.ts";
import { whileAdministrator } from "./testing/administrators.ts";
import { askFor, hashOf, lettersOf, onlyRule, requestOf, say, set, tokensOf } from "./testing/asking.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const change = (fingerprint: string) =>
  stage.as("owner", () =>
    db().permissionSet.update({ where: { arn: stage.permissionSetArn(set) }, data: { fingerprint } }),
  );
const hashed = (token: string) => Uint8Array.from(createHash("sha256").update(token).digest());
const linked = (who: Who, token: string) =>
  stage.person(who, ({ actor }) => linkedRequest(actor.viewer, hashed(token)));

/** Takes somebody out of a group, or puts them back in. */
const setMember = (who: Who, group: string, is: boolean) =>
  stage.as("owner", async () => {
    const { id: groupId } = await db().group.findFirstOrThrow({ where: { displayName: group } });
    const personId = cast[who].userId;
    if (!is) await db().membership.delete({ where: { groupId_personId: { groupId, personId } } });
    else await db().membership.create({ data: { groupId, personId } });
  });

describe("EML-07 the link in a letter is bound", () => {
  let id: string;
  let tokens: Map<string, string>;
  beforeAll(async () => {
    await onlyRule(stage, "[{ groups: [payments-leads] }]");
    id = await askFor(stage, "leo", "fraud-prod");
    tokens = await tokensOf(stage, id);
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
    const other = await askFor(stage, "leo", "ledger-prod");
    const others = await tokensOf(stage, other);
    expect(await linked("priya", others.get(cast.priya.userId) ?? "")).toMatchObject({ requestId: other });
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ requestId: id });
  });

  test("EML-08 to what it showed, and says so when that is something else now", async () => {
    const before = await stage.as("worker", () => hashOf(id));
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ shown: { [id]: before } });
    await change("another");
    expect(await stage.as("worker", () => hashOf(id))).not.toBe(before);
    expect(await linked("priya", tokenOf("priya"))).toMatchObject({ shown: { [id]: before } });
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
    const letter = (await lettersOf(stage, id, "decision_asked")).get(cast.priya.userId);
    expect(letter?.button.url).toMatch(/^https:\/\/gatehouse\.halden\.example\/decide\/[A-Za-z0-9_-]{43}$/);
  });

  test("to its deadline, which the database holds", async () => {
    const links = await stage.as("worker", () => db().decisionLink.findMany({ where: { requestId: id } }));
    const { lapsesAt } = await requestOf(stage, id);
    expect(links.length).toBeGreaterThan(1);
    for (const { expiresAt } of links) expect(expiresAt).toEqual(lapsesAt);
  });
});

describe("EML-04 EML-06 a link is dead", () => {
  beforeAll(() => onlyRule(stage, "[{ groups: [payments-leads] }]"));

  test.each<[string, string, (id: string) => Promise<unknown>, object, object]>([
    [
      "once somebody has decided",
      "payments-prod",
      (id) => say(stage, "jonas", id, "deny"),
      { state: "denied", deciderName: cast.jonas.displayName },
      { code: "already-settled", as: "denied", by: cast.jonas.displayName },
    ],
    [
      "once it is withdrawn",
      "search-staging",
      (id) => stage.person("leo", (doing) => cancelRequest(doing, id)),
      { state: "cancelled", deciderName: null },
      { code: "already-settled", as: "cancelled" },
    ],
    [
      "once its deadline has passed",
      "payouts-prod",
      async () => {
        await stage.passMinutes(24 * 60);
        await stage.worker((doing) => lapseRequests(doing));
      },
      { state: "lapsed", deciderName: null },
      { code: "already-settled", as: "lapsed" },
    ],
    [
      "once its reader may not decide any more",
      "fraud-prod",
      () => setMember("priya", "payments-leads", false),
      { state: "pending", maySee: false },
      { code: "not-an-approver" },
    ],
  ])(
    "%s: it says so to whom it was sent, decides nothing, and is nothing to a stranger",
    async (_, account, end, says, refusal) => {
      const id = await askFor(stage, "leo", account);
      const token = (await tokensOf(stage, id)).get(cast.priya.userId) ?? "";
      const mayDecide = (who: Who) =>
        stage.person(
          who,
          async ({ actor, now }) => (await requestFor(actor.viewer, id, now))?.mayDecide ?? false,
        );
      expect(await mayDecide("priya")).toBe(true);
      expect(await linked("tomasz", token)).toBeNull();

      await end(id);
      expect(await linked("priya", token)).toMatchObject({ requestId: id, isForViewer: true, ...says });
      expect(await mayDecide("priya")).toBe(false);
      const before = await stage.as("worker", () => db().decision.count({ where: { requestId: id } }));
      expect(await say(stage, "priya", id)).toMatchObject({ ok: false, refusal });
      expect(await stage.as("worker", () => db().decision.count({ where: { requestId: id } }))).toBe(before);
      expect((await requestOf(stage, id)).grant).toBeNull();
      expect(await linked("tomasz", token)).toBeNull();
    },
  );

  test("APR-03 and whoever is put into the group meanwhile may decide what their letter did not ask them", async () => {
    const id = await askFor(stage, "ines", "fraud-prod");
    expect(await say(stage, "priya", id)).toMatchObject({ ok: false, refusal: { code: "not-an-approver" } });
    await setMember("priya", "payments-leads", true);
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true });
  });
});

test("APR-01 an administrator does not decide their own request either", async () => {
  await onlyRule(stage, "[{ groups: [payments-leads] }]");
  const id = await askFor(stage, "priya", "orders-prod");
  await whileAdministrator(stage, "priya", true, async () => {
    expect(await say(stage, "priya", id)).toMatchObject({ ok: false, refusal: { code: "own-request" } });
    expect(await say(stage, "priya", id, "deny")).toMatchObject({
      ok: false,
      refusal: { code: "own-request" },
    });
  });
  expect(await requestOf(stage, id)).toMatchObject({ state: "pending", grant: null });
});

describe("APR-05 the database counts the voices of every stage before a grant is born", () => {
  beforeAll(() => onlyRule(stage, "[{ groups: [payments-leads], quorum: 2 }, { groups: [platform-leads] }]"));

  test("and the web, whatever has become of it, gives none without them", async () => {
    const id = await askFor(stage, "leo", "search-prod");
    const forged = () =>
      stage.as("web", () =>
        db().$transaction(async (tx) => {
          const now = await readNow(tx);
          await tx.request.updateMany({ where: { id }, data: { state: "approved", settledAt: now } });
          const { sessionMinutes, fingerprint } = await tx.permissionSet.findUniqueOrThrow({
            where: { arn: stage.permissionSetArn(set) },
          });
          await tx.grant.create({
            data: {
              requestId: id,
              personId: cast.leo.userId,
              accountId: stage.accountId("search-prod"),
              permissionSetArn: stage.permissionSetArn(set),
              startsAt: now,
              endsAt: new Date(now.getTime() + 60_000),
              sessionMinutes,
              fingerprint,
              createdAt: now,
            },
          });
        }),
      );
    await expect(forged()).rejects.toThrow(/no recorded decision allows this grant/);
    for (const who of ["priya", "jonas"] as const) {
      expect(await say(stage, who, id)).toMatchObject({ ok: true, value: { grantId: null } });
      await expect(forged()).rejects.toThrow(/no recorded decision allows this grant/);
    }
    expect(await requestOf(stage, id)).toMatchObject({ state: "pending", grant: null });
    expect(await say(stage, "marit", id)).toMatchObject({ ok: true, value: { grantId: expect.any(String) } });
  });
});

describe("APR-02 two sign-ins of one person are one", () => {
  beforeAll(() => onlyRule(stage, "[{ groups: [payments-leads, platform-leads], quorum: 2 }]"));

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
    const id = await askFor(stage, "leo", "orders-prod");
    expect(await say(stage, "priya", id)).toMatchObject({ ok: true, value: { grantId: null } });
    expect(await elsewhere("priya", id)).toMatchObject({ ok: true, value: { grantId: null } });
    const decisions = await stage.as("worker", () => db().decision.findMany({ where: { requestId: id } }));
    expect(decisions.map(({ deciderId }) => deciderId)).toEqual([cast.priya.userId]);
    expect(await requestOf(stage, id)).toMatchObject({ state: "pending", grant: null });
    const identities = await stage.as("web", () =>
      db().signInIdentity.count({ where: { personId: cast.priya.userId } }),
    );
    expect(identities).toBe(2);
  });

  test("a requester does not decide their own request by another account", async () => {
    const id = await askFor(stage, "priya", "checkout-prod");
    expect(await elsewhere("priya", id)).toMatchObject({ ok: false, refusal: { code: "own-request" } });
  });
});
