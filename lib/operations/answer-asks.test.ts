import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import type { EngineAskKind } from "#lib/db/generated/enums.ts";
import { answerAsks } from "./answer-asks.ts";
import { askEngine, type EngineAsk } from "./ask-engine.ts";
import { administratorsGroupId, whileAdministrator } from "./testing/administrators.ts";
import { blocked, contested, granted } from "./testing/held-up.ts";
import { Stage, type Who } from "./testing/stage.ts";

const reason = "The people who run the account need it.";
let stage: Stage;
let contestedId: string;
let blockedId: string;

beforeAll(async () => {
  stage = await Stage.set();
  contestedId = await contested(stage, "leo", "ledger-prod");
  blockedId = await blocked(stage, "leo", "payments-prod");
});
afterAll(async () => {
  await stage.strike();
});
beforeEach(async () => {
  await stage.as("owner", async () => {
    await db()
      .$executeRaw`update engine_ask set state = 'refused', answered_at = gatehouse_now() where state = 'asked'`;
    await db()
      .$executeRaw`update engine_state set draining_since = null, draining_by = null, draining_why = null`;
    await db()
      .$executeRaw`update managed_assignment set verdict = null, verdict_by_name = null, verdict_owner = null,
      verdict_at = null, due_at = gatehouse_now() + interval '1 hour', lease_owner = null, lease_until = null`;
  });
});

const answering = () =>
  stage.worker((doing) => answerAsks(doing, { administratorsGroupId: administratorsGroupId(stage) }));
const askOf = (id: string) => stage.as("worker", () => db().engineAsk.findUniqueOrThrow({ where: { id } }));
const rowOf = (grantId: string) =>
  stage.as("worker", () =>
    db().managedAssignment.findFirstOrThrow({ where: { grants: { some: { id: grantId } } } }),
  );
const eventsOf = (askId: string) =>
  stage.as("worker", () =>
    db().auditEvent.findMany({
      where: { details: { path: ["askId"], equals: askId }, actorKind: "worker" },
      select: { action: true, cause: true, grantId: true, details: true },
    }),
  );
const stateOfEngine = () =>
  stage.as("worker", () => db().engineState.findUniqueOrThrow({ where: { isOnly: true } }));

async function asked(ask: EngineAsk, who: Who = "marit"): Promise<string> {
  const answer = await stage.person(who, (doing) => askEngine(doing, ask));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.askId;
}

type Forged = { kind: EngineAskKind; grantId?: string; owner?: string; who: Who; named?: string };

/** What a taken-over web process can write without asking anybody. */
async function forged({ kind, grantId, owner, who, named }: Forged): Promise<string> {
  return stage.as("web", async () => {
    const { now } = await stage.person(who, async (doing) => doing);
    const { id } = await db().engineAsk.create({
      data: {
        kind,
        grantId: grantId ?? null,
        owner: owner ?? null,
        reason,
        askedById: cast[who].userId,
        askedByName: named ?? cast[who].displayName,
        askedAt: now,
      },
      select: { id: true },
    });
    return id;
  });
}

describe("what an administrator asked is carried out, once, with one event", () => {
  test("retry: the pause is over, what AWS said stays", async () => {
    const before = await rowOf(blockedId);
    const id = await asked({ kind: "retry", grantId: blockedId });
    expect(await answering()).toEqual({ answered: 1, faults: [] });
    const after = await rowOf(blockedId);
    expect(await askOf(id)).toMatchObject({ state: "done", answer: null });
    expect(after.dueAt?.getTime()).toBeLessThan(before.dueAt?.getTime() ?? 0);
    expect(after).toMatchObject({
      verdict: null,
      faults: before.faults,
      faultMessage: before.faultMessage,
      leaseEpoch: before.leaseEpoch + 1,
    });
    await answering();
    expect(await eventsOf(id)).toMatchObject([
      { action: "assignment.retried", cause: `asked by ${cast.marit.displayName}`, grantId: blockedId },
    ]);
  });

  test.each([
    ["blocked", () => blockedId],
    ["contested", () => contestedId],
  ])("hand over what is %s: it is to be kept, and the owner is named", async (_, grantId) => {
    const id = await asked({
      kind: "hand_over",
      grantId: grantId(),
      ownerUserName: cast.priya.userName,
      reason,
    });
    expect(await answering()).toEqual({ answered: 1, faults: [] });
    const row = await rowOf(grantId());
    expect(row).toMatchObject({
      verdict: "keep",
      verdictByName: cast.marit.displayName,
      verdictOwner: cast.priya.displayName,
    });
    expect(row.verdictAt).toEqual(row.dueAt);
    expect(await askOf(id)).toMatchObject({ state: "done" });
    expect(await eventsOf(id)).toMatchObject([
      { action: "assignment.handed-over", details: { owner: cast.priya.displayName } },
    ]);
  });

  test("remove what is contested", async () => {
    const id = await asked({ kind: "remove", grantId: contestedId, reason });
    expect(await answering()).toEqual({ answered: 1, faults: [] });
    expect(await rowOf(contestedId)).toMatchObject({ verdict: "remove", verdictOwner: null });
    expect(await askOf(id)).toMatchObject({ state: "done" });
    expect(await eventsOf(id)).toMatchObject([{ action: "assignment.removal-taken-on" }]);
  });

  test("drain, and resume", async () => {
    const drain = await asked({ kind: "drain", reason });
    await answering();
    expect(await stateOfEngine()).toMatchObject({
      drainingSince: expect.any(Date),
      drainingBy: cast.marit.displayName,
      drainingWhy: reason,
    });
    const resume = await asked({ kind: "resume", reason });
    await answering();
    expect(await stateOfEngine()).toMatchObject({ drainingSince: null, drainingBy: null, drainingWhy: null });
    expect(await eventsOf(drain)).toMatchObject([{ action: "engine.draining" }]);
    expect(await eventsOf(resume)).toMatchObject([{ action: "engine.resumed" }]);
  });
});

describe("AWS-02 what the web could forge, the worker does not believe", () => {
  const nobody = "not-an-administrator";
  test.each<[string, () => Forged, string]>([
    ["a retry by a member", () => ({ kind: "retry", grantId: blockedId, who: "ines" }), nobody],
    [
      "a hand-over by a member who calls themselves an administrator",
      () => ({
        kind: "hand_over",
        grantId: contestedId,
        owner: cast.priya.displayName,
        who: "leo",
        named: cast.marit.displayName,
      }),
      nobody,
    ],
    ["a removal by an auditor", () => ({ kind: "remove", grantId: contestedId, who: "amara" }), nobody],
    ["a drain by a member", () => ({ kind: "drain", who: "leo" }), nobody],
    [
      "a hand-over to somebody whom the directory does not know",
      () => ({ kind: "hand_over", grantId: contestedId, owner: "Nobody At All", who: "marit" }),
      "owner-unknown",
    ],
    [
      "a hand-over to nobody",
      () => ({ kind: "hand_over", grantId: contestedId, who: "marit" }),
      "owner-unknown",
    ],
    [
      "a hand-over to somebody who is disabled",
      () => ({ kind: "hand_over", grantId: contestedId, owner: cast.viktor.displayName, who: "marit" }),
      "owner-unknown",
    ],
    [
      "a removal of what is not contested",
      () => ({ kind: "remove", grantId: blockedId, who: "marit" }),
      "not-contested",
    ],
    [
      "a retry of a grant that is not there",
      () => ({ kind: "retry", grantId: "00000000-0000-4000-8000-000000000000", who: "marit" }),
      "unknown",
    ],
    ["a removal of nothing", () => ({ kind: "remove", who: "marit" }), "unknown"],
    ["a resume of what goes on", () => ({ kind: "resume", who: "marit" }), "not-draining"],
  ])("%s is refused, said why, and recorded", async (_, ask, code) => {
    const before = await rowOf(ask().grantId === blockedId ? blockedId : contestedId);
    const id = await forged(ask());
    expect(await answering()).toEqual({ answered: 1, faults: [] });
    const answer = await askOf(id);
    expect(answer).toMatchObject({ state: "refused", answeredAt: expect.any(Date) });
    expect(await rowOf(ask().grantId === blockedId ? blockedId : contestedId)).toEqual(before);
    expect(await stateOfEngine()).toMatchObject({ drainingSince: null });
    expect(await eventsOf(id)).toMatchObject([
      {
        action: "engine.ask-refused",
        cause: answer.answer,
        details: { refusal: code, askedById: cast[ask().who].userId },
      },
    ]);
  });

  test("APR-01 a hand-over by the holder is refused, though they administer Gatehouse", async () => {
    const ask = {
      kind: "hand_over",
      grantId: contestedId,
      owner: cast.priya.displayName,
      who: "leo",
    } as const;
    const id = await whileAdministrator(stage, "leo", true, async () => {
      const made = await forged(ask);
      await answering();
      return made;
    });
    expect(await askOf(id)).toMatchObject({ state: "refused" });
    expect(await rowOf(contestedId)).toMatchObject({ verdict: null });
    expect(await eventsOf(id)).toMatchObject([{ details: { refusal: "own-access" } }]);
  });

  test("AUT-11 who administered when they asked, and does not any more, is refused", async () => {
    const id = await asked({ kind: "drain", reason });
    await whileAdministrator(stage, "marit", false, answering);
    expect(await askOf(id)).toMatchObject({ state: "refused" });
    expect(await stateOfEngine()).toMatchObject({ drainingSince: null });
  });

  test("SES-03 who was disabled since is refused", async () => {
    const id = await asked({ kind: "drain", reason });
    const setStatus = (status: "ENABLED" | "DISABLED") =>
      stage.as("worker", () => db().person.update({ where: { id: cast.marit.userId }, data: { status } }));
    await setStatus("DISABLED");
    await answering();
    await setStatus("ENABLED");
    expect(await askOf(id)).toMatchObject({ state: "refused" });
  });

  test("the name in the row is not believed either", async () => {
    const id = await forged({
      kind: "hand_over",
      grantId: contestedId,
      owner: cast.priya.displayName,
      who: "marit",
      named: "The Chief Executive",
    });
    await answering();
    expect(await askOf(id)).toMatchObject({ state: "done" });
    expect(await rowOf(contestedId)).toMatchObject({ verdictByName: cast.marit.displayName });
  });
});

test("what has changed since it was asked is judged as it is now", async () => {
  const id = await asked({
    kind: "hand_over",
    grantId: contestedId,
    ownerUserName: cast.priya.userName,
    reason,
  });
  const other = await asked({ kind: "remove", grantId: contestedId, reason });
  await answering();
  expect([await askOf(id), await askOf(other)]).toMatchObject([{ state: "done" }, { state: "refused" }]);
  expect(await rowOf(contestedId)).toMatchObject({ verdict: "keep" });
});

test("RAC-10 an assignment that a worker is at is left to it, and the ask waits", async () => {
  const id = await asked({ kind: "retry", grantId: blockedId });
  const lease = (until: string) =>
    stage.as("owner", () =>
      db().$executeRawUnsafe(`update managed_assignment set lease_until = gatehouse_now() + interval '${until}'
          where id = (select managed_assignment_id from access_grant where id = '${blockedId}')`),
    );
  await lease("20 s");
  await answering();
  expect(await askOf(id)).toMatchObject({ state: "asked" });
  await lease("-1 s");
  await answering();
  expect(await askOf(id)).toMatchObject({ state: "done" });
});

test("RAC-10 two workers answer an ask once", async () => {
  const ids = [
    await asked({ kind: "retry", grantId: blockedId }),
    await asked({ kind: "remove", grantId: contestedId, reason }),
    await asked({ kind: "drain", reason }),
  ];
  await Promise.all([answering(), answering(), answering()]);
  await answering();
  for (const id of ids) expect(await eventsOf(id)).toHaveLength(1);
});

test("F86 an ask that cannot be answered holds up no other", async () => {
  const poisoned = await asked({ kind: "remove", grantId: contestedId, reason });
  const other = await asked({ kind: "drain", reason });
  await stage.as("owner", async () => {
    await db().$executeRawUnsafe(`create function poison() returns trigger language plpgsql as
      $$ begin raise exception 'poisoned'; end $$`);
    await db().$executeRawUnsafe(`create trigger poison before update on engine_ask for each row
      when (new.id = '${poisoned}') execute function poison()`);
  });
  const { answered, faults } = await answering();
  expect(answered).toBe(1);
  expect(faults.map(({ message }) => message)).toEqual([`ask ${poisoned} could not be answered`]);
  expect([await askOf(poisoned), await askOf(other)]).toMatchObject([{ state: "asked" }, { state: "done" }]);
  expect(await rowOf(contestedId)).toMatchObject({ verdict: null });
  await stage.as("owner", () => db().$executeRaw`drop trigger poison on engine_ask`);
});

test("a grant that nothing holds up is not tried again", async () => {
  stage.simulator.clearFaults();
  const active = await granted(stage, "ines", "payouts-prod");
  await stage.sweep();
  const id = await forged({ kind: "retry", grantId: active, who: "marit" });
  await answering();
  expect(await askOf(id)).toMatchObject({ state: "refused" });
});
