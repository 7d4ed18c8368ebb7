import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { answerAsks } from "#lib/operations/answer-asks.ts";
import { askEngine, type EngineAsk } from "#lib/operations/ask-engine.ts";
import { endGrant } from "#lib/operations/end-grant.ts";
import { administratorsGroupId } from "#lib/operations/testing/administrators.ts";
import { blocked, contested, granted } from "#lib/operations/testing/held-up.ts";
import { Stage } from "#lib/operations/testing/stage.ts";

const set = "PaymentsOperator";
const reason = "The people on call need it until Friday.";
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});
beforeEach(() => stage.simulator.clearFaults());

/** Asks as an administrator, has the worker answer, and sweeps. */
async function ask(wish: EngineAsk): Promise<void> {
  const asked = await stage.person("marit", (doing) => askEngine(doing, wish));
  if (!asked.ok) throw new Error(asked.refusal.code);
  const groupId = administratorsGroupId(stage);
  expect(await stage.worker((doing) => answerAsks(doing, { administratorsGroupId: groupId }))).toEqual({
    answered: 1,
    faults: [],
  });
  await stage.sweep();
}

const grantOf = (id: string) =>
  stage.as("worker", () =>
    db().grant.findUniqueOrThrow({ where: { id }, include: { managedAssignment: true } }),
  );
const handOver = (grantId: string): EngineAsk => ({
  kind: "hand_over",
  grantId,
  ownerUserName: cast.priya.userName,
  reason,
});

test("retry: a removal that AWS takes again is done at once, not at the end of the pause", async () => {
  const id = await blocked(stage, "leo", "payments-prod");
  stage.simulator.clearFaults();
  await stage.sweep();
  expect((await grantOf(id)).state).toBe("revoke_blocked");
  await ask({ kind: "retry", grantId: id });
  expect((await grantOf(id)).state).toBe("ended");
  expect(stage.isInAws("leo", set, "payments-prod")).toBe(false);
});

test.each([
  ["blocked", "ines", "payments-prod", blocked],
  ["contested", "ines", "ledger-prod", contested],
] as const)(
  "hand over: what is %s ends, stays in AWS, and names its owner",
  async (_, who, account, make) => {
    const id = await make(stage, who, account);
    await ask(handOver(id));
    expect(await grantOf(id)).toMatchObject({
      state: "ended",
      endReason: "handed-over",
      endDetail: expect.stringContaining(cast.priya.displayName),
    });
    stage.simulator.clearFaults();
    for (const minutes of [1, 5, 30, 24 * 60]) {
      await stage.passMinutes(minutes);
      await stage.sweep();
    }
    expect(stage.isInAws(who, set, account)).toBe(true);
  },
);

test("S2 hand over: what was kept is no more ours, and outlives the next grant of the same role", async () => {
  const id = await blocked(stage, "leo", "ledger-prod");
  await ask(handOver(id));
  stage.simulator.clearFaults();
  const next = await granted(stage, "leo", "ledger-prod");
  await stage.sweep();
  expect((await grantOf(next)).state).toBe("active_preexisting");
  await stage.passMinutes(16);
  await stage.sweep();
  expect((await grantOf(next)).state).toBe("ended");
  expect(stage.isInAws("leo", set, "ledger-prod")).toBe(true);
});

test("remove: what is contested is taken away and seen gone", async () => {
  const id = await contested(stage, "leo", "payouts-prod");
  expect((await grantOf(id)).state).toBe("contested");
  await ask({ kind: "remove", grantId: id, reason });
  expect(await grantOf(id)).toMatchObject({ state: "ended", endReason: "end-reached" });
  expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
});

test("drain: nothing is created and removing goes on; resume: what waited begins", async () => {
  const held = await granted(stage, "leo", "payments-prod");
  await stage.sweep();
  expect((await grantOf(held)).state).toBe("active");
  await ask({ kind: "drain", reason });
  const waiting = await granted(stage, "ines", "fraud-prod");
  const creates = stage.simulator.calls("sso-admin:CreateAccountAssignment");
  await stage.sweep();
  const since = (await grantOf(waiting)).managedAssignment?.waitsSince;
  await stage.passMinutes(1);
  await stage.sweep();
  const still = await grantOf(waiting);
  expect(still).toMatchObject({ state: "granting", managedAssignment: { waitsFor: "drain" } });
  expect(still.managedAssignment?.waitsSince).toEqual(since);
  expect(stage.simulator.calls("sso-admin:CreateAccountAssignment")).toBe(creates);

  await stage.person("leo", (doing) => endGrant(doing, held));
  await stage.sweep();
  expect((await grantOf(held)).state).toBe("ended");
  expect(stage.isInAws("leo", set, "payments-prod")).toBe(false);

  await ask({ kind: "resume", reason });
  expect((await grantOf(waiting)).state).toBe("active");
  expect(stage.isInAws("ines", set, "fraud-prod")).toBe(true);
});

test("drain: a grant whose time runs out meanwhile never reaches AWS", async () => {
  await ask({ kind: "drain", reason });
  const id = await granted(stage, "leo", "fraud-prod");
  const creates = stage.simulator.calls("sso-admin:CreateAccountAssignment");
  await stage.sweep();
  await stage.passMinutes(16);
  await stage.sweep();
  expect(await grantOf(id)).toMatchObject({ state: "ended", activeAt: null });
  await ask({ kind: "resume", reason });
  expect(stage.simulator.calls("sso-admin:CreateAccountAssignment")).toBe(creates);
});
