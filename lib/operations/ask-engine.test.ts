import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { askEngine, type EngineAsk } from "./ask-engine.ts";
import { whileAdministrator } from "./testing/administrators.ts";
import { blocked, contested, granted } from "./testing/held-up.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
let blockedId: string;
let contestedId: string;
let activeId: string;

beforeAll(async () => {
  stage = await Stage.set();
  contestedId = await contested(stage, "leo", "ledger-prod");
  blockedId = await blocked(stage, "leo", "payments-prod");
  activeId = await granted(stage, "ines", "payouts-prod");
  await stage.sweep();
});
afterAll(async () => {
  await stage.strike();
});
beforeEach(async () => {
  await stage.as("owner", async () => {
    await db()
      .$executeRaw`update engine_ask set state = 'refused', answered_at = gatehouse_now() where state = 'asked'`;
    await db().$executeRaw`update engine_state set draining_since = null`;
  });
});

const asking = (who: Who, ask: EngineAsk) => stage.person(who, (doing) => askEngine(doing, ask));
const codeOf = async (who: Who, ask: EngineAsk) => {
  const asked = await asking(who, ask);
  return asked.ok ? null : asked.refusal.code;
};
const reason = "The role of the account lacks a permission.";
const owner = cast.priya.userName;
const nobody = "00000000-0000-4000-8000-000000000000";

test("the stage is set: one removal is blocked, one assignment contested, one grant active", async () => {
  const states = await stage.as("worker", () =>
    db().grant.findMany({
      where: { id: { in: [blockedId, contestedId, activeId] } },
      orderBy: { state: "asc" },
      select: { state: true },
    }),
  );
  expect(states.map(({ state }) => state).toSorted()).toEqual(["active", "contested", "revoke_blocked"]);
});

describe.each<[string, () => EngineAsk]>([
  ["retry", () => ({ kind: "retry", grantId: blockedId })],
  ["hand-over", () => ({ kind: "hand_over", grantId: blockedId, ownerUserName: owner, reason })],
  ["removal", () => ({ kind: "remove", grantId: contestedId, reason })],
  ["drain", () => ({ kind: "drain", reason })],
  ["resume", () => ({ kind: "resume", reason })],
])("%s", (_, ask) => {
  test.each(["leo", "ines", "priya", "amara"] as const)(
    "is unknown to %s, who does not administer",
    async (who) => {
      expect(await codeOf(who, ask())).toBe("unknown");
      expect(await stage.as("web", () => db().engineAsk.count({ where: { state: "asked" } }))).toBe(0);
    },
  );

  test("AUD-01 is written down with who asked and why, and not twice", async () => {
    if (ask().kind === "resume")
      await stage.as(
        "owner",
        () => db().$executeRaw`update engine_state set draining_since = gatehouse_now()`,
      );
    const asked = await asking("marit", ask());
    if (!asked.ok) throw new Error(asked.refusal.code);
    expect(await codeOf("marit", ask())).toBe("ask-open");
    const { askId } = asked.value;
    const row = await stage.as("web", () => db().engineAsk.findUniqueOrThrow({ where: { id: askId } }));
    const { kind } = ask();
    expect(row).toMatchObject({
      kind,
      state: "asked",
      reason: kind === "retry" ? "" : reason,
      owner: kind === "hand_over" ? cast.priya.displayName : null,
      askedById: cast.marit.userId,
      askedByName: cast.marit.displayName,
    });
    const events = await stage.as("web", () =>
      db().auditEvent.findMany({ where: { details: { path: ["askId"], equals: askId } } }),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actorId: cast.marit.userId, grantId: row.grantId });
    expect(events[0]?.action).toMatch(/-asked$/);
  });

  test("asked twice at once is one ask", async () => {
    if (ask().kind === "resume")
      await stage.as(
        "owner",
        () => db().$executeRaw`update engine_state set draining_since = gatehouse_now()`,
      );
    const answers = await stage.person("marit", async (doing) =>
      Promise.all([askEngine(doing, ask()), askEngine(doing, ask())]),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

test.each<[string, () => EngineAsk, string]>([
  ["retry what nothing holds up", () => ({ kind: "retry", grantId: activeId }), "nothing-to-retry"],
  ["retry a grant that is not there", () => ({ kind: "retry", grantId: nobody }), "unknown"],
  [
    "hand over what is held as decided",
    () => ({ kind: "hand_over", grantId: activeId, ownerUserName: owner, reason }),
    "not-to-hand-over",
  ],
  [
    "hand over to nobody",
    () => ({ kind: "hand_over", grantId: blockedId, ownerUserName: "nobody.at.all", reason }),
    "owner-unknown",
  ],
  [
    "hand over to somebody who is disabled",
    () => ({ kind: "hand_over", grantId: blockedId, ownerUserName: cast.viktor.userName, reason }),
    "owner-unknown",
  ],
  ["remove what is ours anyway", () => ({ kind: "remove", grantId: blockedId, reason }), "not-contested"],
  ["resume what is not stopped", () => ({ kind: "resume", reason }), "not-draining"],
])("an administrator cannot %s", async (_, ask, code) => {
  expect(await codeOf("marit", ask())).toBe(code);
});

test("granting that is stopped cannot be stopped again", async () => {
  await stage.as("owner", () => db().$executeRaw`update engine_state set draining_since = gatehouse_now()`);
  expect(await codeOf("marit", { kind: "drain", reason })).toBe("already-draining");
});

test("APR-01 an administrator who holds it cannot hand it over to keep it", async () => {
  await whileAdministrator(stage, "leo", true, async () => {
    const ask = { kind: "hand_over", grantId: blockedId, ownerUserName: owner, reason } as const;
    expect(await codeOf("leo", ask)).toBe("own-access");
    expect(await codeOf("leo", { kind: "retry", grantId: blockedId })).toBe(null);
  });
});

test("AWS-02 the web can ask, and can neither answer nor say that granting is stopped", async () => {
  await asking("marit", { kind: "retry", grantId: blockedId });
  await stage.as("web", async () => {
    await expect(
      db().$executeRaw`update engine_ask set state = 'done' where state = 'asked'`,
    ).rejects.toThrow(/permission denied/);
    await expect(db().$executeRaw`update engine_state set draining_since = null`).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      db().$executeRaw`insert into engine_ask (kind, reason, asked_by_id, asked_by_name, asked_at, state)
        values ('drain', '', 'x', 'x', gatehouse_now(), 'done')`,
    ).rejects.toThrow(/begins as asked/);
  });
});
