import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { cancelRequest } from "./cancel-request.ts";
import { decideRequest } from "./decide-request.ts";
import { endAccessOfDisabled } from "./end-access-of-disabled.ts";
import { endGrant } from "./end-grant.ts";
import { lapseRequests } from "./lapse-requests.ts";
import { syncDue } from "./sync-catalogue.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

const set = "PaymentsOperator";

async function asked(who: Who, account: string, minutes = 15, of = set): Promise<string> {
  const result = await stage.ask(who, account, minutes, of);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

async function decide(
  who: Who,
  requestId: string,
  verdict: "approve" | "deny" = "approve",
  grantedMinutes = 15,
  hash?: string,
) {
  return stage.person(who, async (doing) => {
    const content = await requestContent(
      db(),
      await db().request.findUniqueOrThrow({ where: { id: requestId } }),
    );
    return decideRequest(doing, {
      requestId,
      verdict,
      contentHash: hash ?? contentHash(content),
      comment: verdict === "deny" ? "Use the replica." : "",
      grantedMinutes,
    });
  });
}

/** Asks, approves and returns the grant's id. */
async function granted(who: Who, account: string, minutes = 15, of = set): Promise<string> {
  const result = await decide("priya", await asked(who, account, minutes, of), "approve", minutes);
  if (!result.ok || !result.value.grantId) throw new Error(result.ok ? "no grant" : result.refusal.code);
  return result.value.grantId;
}

const grantOf = (id: string) => stage.as("worker", () => db().grant.findUniqueOrThrow({ where: { id } }));
const stateOf = async (id: string) => (await grantOf(id)).state;
const actions = (grantId: string) =>
  stage.as("worker", async () => {
    const events = await db().auditEvent.findMany({
      where: { grantId },
      orderBy: { id: "asc" },
      select: { action: true },
    });
    return events.map((event) => event.action);
  });

describe("an ordinary grant", () => {
  // The first of all, so that nothing is looked for because of others.
  test("takes at most twelve calls of AWS from its start until the last look after its end", async () => {
    const made = () => [...stage.simulator.endpoint.calls.values()].reduce((sum, count) => sum + count, 0);
    const id = await granted("ines", "fraud-prod", 60);
    const before = made();
    await stage.sweep();
    for (const minutes of [11, 10, 10, 10, 10, 10, 2, 6, 20, 24 * 60]) {
      await stage.passMinutes(minutes);
      await stage.sweep();
    }
    expect(await stateOf(id)).toBe("ended");
    expect(made() - before).toBe(12);
    await stage.passMinutes(48 * 60);
    await stage.sweep();
    expect(made() - before).toBe(12);
  });

  test("S9 L1 is created, seen, removed at its end and seen gone, with one event a step", async () => {
    const id = await granted("leo", "payments-prod");
    expect(await stateOf(id)).toBe("scheduled");
    await stage.sweep();
    expect(await stateOf(id)).toBe("active");
    expect(stage.isInAws("leo", set, "payments-prod")).toBe(true);
    await stage.passMinutes(14);
    await stage.sweep();
    expect(await stateOf(id)).toBe("active");
    await stage.passMinutes(2);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "end-reached" });
    expect(stage.isInAws("leo", set, "payments-prod")).toBe(false);
    expect(await actions(id)).toEqual([
      "request.approved",
      "grant.granting",
      "grant.active",
      "grant.revoking",
      "grant.ended",
    ]);
  });

  test("is removed at once when its holder ends it, and only once", async () => {
    const id = await granted("leo", "ledger-prod");
    await stage.sweep();
    const [first, again] = await Promise.all(
      [1, 2].map(() => stage.person("leo", (doing) => endGrant(doing, id))),
    );
    expect([first?.ok, again?.ok]).toEqual([true, true]);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "ended-by-holder" });
    expect(stage.isInAws("leo", set, "ledger-prod")).toBe(false);
    expect((await actions(id)).filter((action) => action === "grant.withdrawn")).toHaveLength(1);
  });

  test("can be ended by an administrator, and not by anybody else", async () => {
    const id = await granted("leo", "payouts-prod");
    await stage.sweep();
    expect(await stage.person("ines", (doing) => endGrant(doing, id))).toMatchObject({
      ok: false,
      refusal: { code: "unknown" },
    });
    expect(await stage.person("marit", (doing) => endGrant(doing, id))).toMatchObject({ ok: true });
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "ended-by-administrator" });
  });

  test("F64 that is ended before the worker took it up never reaches AWS", async () => {
    const id = await granted("leo", "fraud-prod");
    await stage.person("leo", (doing) => endGrant(doing, id));
    const creates = stage.simulator.calls("sso-admin:CreateAccountAssignment");
    await stage.sweep();
    expect(["ended", "cancelled"]).toContain(await stateOf(id));
    expect(stage.simulator.calls("sso-admin:CreateAccountAssignment")).toBe(creates);
  });

  test("F61 keeps the assignment for a second grant of the same role until the later end", async () => {
    const first = await granted("ines", "payments-prod", 15);
    await stage.sweep();
    await stage.passMinutes(10);
    const second = await granted("ines", "payments-prod", 30);
    await stage.sweep();
    await stage.passMinutes(6);
    await stage.sweep();
    expect([await stateOf(first), await stateOf(second)]).toEqual(["ended", "active"]);
    expect(stage.isInAws("ines", set, "payments-prod")).toBe(true);
    await stage.passMinutes(25);
    await stage.sweep();
    expect(await stateOf(second)).toBe("ended");
    expect(stage.isInAws("ines", set, "payments-prod")).toBe(false);
  });
});

describe("what is not ours", () => {
  test("F59 a removal outside is noticed, and not created again", async () => {
    const id = await granted("ines", "ledger-prod", 60);
    await stage.sweep();
    await stage.removeOutside("ines", set, "ledger-prod");
    await stage.passMinutes(11);
    await stage.sweep();
    await stage.passMinutes(1);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "removed-outside" });
    expect(stage.isInAws("ines", set, "ledger-prod")).toBe(false);
  });

  test("F59 a removal outside later in a long grant is noticed by the next read of the organisation", async () => {
    const id = await granted("leo", "fraud-prod", 240);
    await stage.sweep();
    await stage.passMinutes(11);
    await stage.sweep();
    await stage.removeOutside("leo", set, "fraud-prod");
    await stage.passMinutes(31);
    await stage.sweep();
    expect(await stateOf(id)).toBe("active");
    await stage.worker((doing) => syncDue(doing, { aws: stage.aws, everyMinutes: 30 }));
    await stage.sweep();
    await stage.passMinutes(1);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "removed-outside" });
  });

  test("F57 an assignment that stood before is left alone", async () => {
    await stage.createOutside("ines", set, "payouts-prod");
    const id = await granted("ines", "payouts-prod");
    await stage.sweep();
    expect(await stateOf(id)).toBe("active_preexisting");
    await stage.passMinutes(16);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "preexisting" });
    expect(stage.isInAws("ines", set, "payouts-prod")).toBe(true);
  });
});

describe("deciding", () => {
  test("APR-01 nobody decides their own request, by code and by the database", async () => {
    const requestId = await asked("priya", "fraud-prod");
    expect(await decide("priya", requestId)).toMatchObject({ ok: false, refusal: { code: "own-request" } });
    const forged = stage.person("priya", async ({ actor, now }) => {
      await db().decision.create({
        data: {
          requestId,
          requesterId: actor.viewer.personId,
          deciderId: actor.viewer.personId,
          deciderName: "Priya",
          verdict: "approve",
          comment: "",
          grantedMinutes: 15,
          contentHash: "x",
          sessionId: actor.viewer.session.id,
          decidedAt: now,
        },
      });
    });
    await expect(forged).rejects.toThrow(/decision_not_own/);
    expect(await decide("jonas", requestId, "deny")).toMatchObject({ ok: true });
  });

  test("APR-03 an administrator who is no approver of it cannot decide it", async () => {
    const requestId = await asked("leo", "fraud-prod");
    expect(await decide("marit", requestId)).toMatchObject({
      ok: false,
      refusal: { code: "not-an-approver" },
    });
    expect(await decide("ines", requestId)).toMatchObject({
      ok: false,
      refusal: { code: "not-an-approver" },
    });
    expect(await decide("jonas", requestId, "deny")).toMatchObject({ ok: true });
  });

  test("APR-06 the first decision wins, and the loser is told who won", async () => {
    const requestId = await asked("leo", "fraud-prod");
    const results = await Promise.all([decide("priya", requestId), decide("jonas", requestId, "deny")]);
    const lost = results.filter((result) => !result.ok);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({
      refusal: { code: "already-settled", by: expect.stringMatching(/Priya|Jonas/) },
    });
    const decisions = await stage.as("worker", () => db().decision.count({ where: { requestId } }));
    expect(decisions).toBe(1);
  });

  test("F79 the same click twice is one decision and one grant", async () => {
    const requestId = await asked("leo", "fraud-prod", 15, "DatabaseReader");
    const results = await Promise.all([decide("priya", requestId), decide("priya", requestId)]);
    expect(results.map((result) => result.ok)).toEqual([true, true]);
    expect(new Set(results.map((result) => result.ok && result.value.grantId)).size).toBe(1);
  });

  test("EML-08 what is decided is what was shown", async () => {
    const requestId = await asked("leo", "payouts-prod", 15, "DatabaseReader");
    expect(await decide("priya", requestId, "approve", 15, "0".repeat(64))).toMatchObject({
      ok: false,
      refusal: { code: "content-changed" },
    });
  });

  test("APR-07 an approver may shorten, not lengthen", async () => {
    const requestId = await asked("leo", "ledger-prod", 60, "DatabaseReader");
    expect(await decide("priya", requestId, "approve", 61)).toMatchObject({
      ok: false,
      refusal: { code: "too-long" },
    });
    const result = await decide("priya", requestId, "approve", 30);
    const grant = await grantOf((result.ok && result.value.grantId) || "");
    expect(grant.endsAt.getTime() - grant.startsAt.getTime()).toBe(30 * 60_000);
  });

  test("RAC-04 a cancelled request is never granted", async () => {
    const requestId = await asked("ines", "fraud-prod", 15, "DatabaseReader");
    expect(await stage.person("ines", (doing) => cancelRequest(doing, requestId))).toMatchObject({
      ok: true,
    });
    expect(await decide("priya", requestId)).toMatchObject({
      ok: false,
      refusal: { code: "already-settled", as: "cancelled" },
    });
  });

  test("EML-09 an undecided request lapses after a day, and then only says so", async () => {
    const requestId = await asked("ines", "payments-prod", 15, "DatabaseReader");
    await stage.passMinutes(24 * 60);
    expect(await decide("priya", requestId)).toMatchObject({
      ok: false,
      refusal: { code: "already-settled", as: "lapsed" },
    });
    await stage.worker((doing) => lapseRequests(doing));
    const request = await stage.as("worker", () =>
      db().request.findUniqueOrThrow({ where: { id: requestId } }),
    );
    expect(request.state).toBe("lapsed");
  });
});

describe("faults of AWS", () => {
  test("F42 a create that fails three times fails the grant, once absence is seen", async () => {
    stage.simulator.inject({
      operation: "CreateAccountAssignment",
      kind: "settles-failed",
      reason: "Received a 404 status error: the USER assignee was not found",
      times: 3,
    });
    const id = await granted("leo", "ledger-prod");
    for (let minutes = 0; minutes < 8; minutes += 2) {
      await stage.sweep();
      await stage.passMinutes(2);
    }
    await stage.sweep();
    stage.simulator.clearFaults();
    expect(await grantOf(id)).toMatchObject({ state: "grant_failed", endReason: "create-failed" });
    expect((await grantOf(id)).endDetail).toContain("404");
    expect(stage.isInAws("leo", set, "ledger-prod")).toBe(false);
  });

  test("F43 a removal that fails is tried until it works, and shown as blocked", async () => {
    const id = await granted("leo", "payments-prod");
    await stage.sweep();
    stage.simulator.inject({
      operation: "DeleteAccountAssignment",
      kind: "settles-failed",
      reason: "Something is wrong at AWS",
      times: 4,
    });
    await stage.passMinutes(16);
    const states: string[] = [];
    for (let minutes = 0; minutes < 16; minutes += 2) {
      await stage.sweep();
      states.push(await stateOf(id));
      await stage.passMinutes(2);
    }
    await stage.sweep();
    expect(states).toContain("revoke_blocked");
    expect(await stateOf(id)).toBe("ended");
    expect(stage.isInAws("leo", set, "payments-prod")).toBe(false);
  });

  test("F48 a refused removal is shown at once", async () => {
    const id = await granted("leo", "payments-prod");
    await stage.sweep();
    stage.simulator.inject({
      operation: "DeleteAccountAssignment",
      kind: "error",
      name: "AccessDeniedException",
      message: "not authorized",
      httpStatus: 400,
    });
    await stage.passMinutes(16);
    await stage.sweep();
    await stage.passMinutes(1);
    await stage.sweep();
    expect(await stateOf(id)).toBe("revoke_blocked");
    stage.simulator.clearFaults();
    await stage.passMinutes(6);
    await stage.sweep();
    expect(await stateOf(id)).toBe("ended");
  });

  test("F37 a create whose answer is lost is found, and has one effect", async () => {
    stage.simulator.inject({ operation: "CreateAccountAssignment", kind: "answer-lost", times: 1 });
    const id = await granted("leo", "payouts-prod");
    await stage.sweep();
    await stage.passMinutes(1);
    await stage.sweep();
    expect(await stateOf(id)).toBe("active");
    await stage.passMinutes(20);
    await stage.sweep();
    expect(await stateOf(id)).toBe("ended");
    expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
  });
});

describe("what changed since the approval", () => {
  test("F53 SES-03 a person who is disabled loses the grant and the open request", async () => {
    const id = await granted("tomasz", "orders-prod", 60, "OrdersDeveloper").catch(() => null);
    expect(id).toBeNull();
    const grantId = await granted("ines", "payments-prod", 60);
    const requestId = await asked("ines", "ledger-prod", 15, "DatabaseReader");
    await stage.sweep();
    await stage.as("worker", () =>
      db().person.updateMany({ where: { userName: "ines.okafor" }, data: { status: "DISABLED" } }),
    );
    await stage.worker((doing) => endAccessOfDisabled(doing));
    await stage.sweep();
    expect(await grantOf(grantId)).toMatchObject({ state: "ended", endReason: "person-not-enabled" });
    expect(stage.isInAws("ines", set, "payments-prod")).toBe(false);
    const request = await stage.as("worker", () =>
      db().request.findUniqueOrThrow({ where: { id: requestId } }),
    );
    expect(request.state).toBe("invalidated");
  });

  test("F54 an account that was closed before the create invalidates the grant, and nothing is called", async () => {
    const id = await granted("leo", "ledger-prod", 15, "DatabaseReader");
    await stage.closeAccount("ledger-prod");
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "invalidated", endReason: "account-not-active" });
  });
});

test("every answer that the simulator gave fits the SDK's own shapes", () => {
  expect(stage.simulator.shapeViolations).toEqual([]);
});
