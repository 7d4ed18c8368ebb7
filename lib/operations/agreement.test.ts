import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { contentHash } from "#lib/core/content-hash.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { agreementOf, decidersOf } from "#lib/db/agreement.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { askAgain } from "./ask-again.ts";
import { decideRequest } from "./decide-request.ts";
import { requestAccess } from "./request-access.ts";
import { loadRules } from "./rules/load-rules.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const host = { kind: "host", user: "test" } as const;

/** Makes this the only rule: payments engineers ask for PaymentsOperator everywhere. */
async function ruled(name: string, parts: string): Promise<void> {
  const parsed = parseRulesFile(
    parse(`rules:
  - name: ${name}
    who: { groups: [payments-engineers] }
    permissionSets: { names: [PaymentsOperator] }
    where: { all: true }
    ${parts}`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  await stage.as("migrator", async () => loadRules({ actor: host, now: await readNow() }, rules));
}

async function ask(who: Who, account: string, rest: Partial<Parameters<typeof requestAccess>[1]> = {}) {
  return stage.person(who, (doing) =>
    requestAccess(doing, {
      accountId: stage.accountId(account),
      permissionSetArn: stage.permissionSetArn("PaymentsOperator"),
      minutes: 60,
      startsAt: null,
      reason: "Replay stuck refunds.",
      ticket: null,
      ...rest,
    }),
  );
}

async function asked(who: Who, account: string, rest = {}): Promise<string> {
  const result = await ask(who, account, rest);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

/** Decides, and tells the request's state afterwards, or why not. */
async function decide(who: Who, requestId: string, rest: { verdict?: "deny"; grantedMinutes?: number } = {}) {
  return stage.person(who, async (doing) => {
    const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
    const result = await decideRequest(doing, {
      requestId,
      verdict: "approve",
      contentHash: contentHash(await requestContent(db(), request)),
      comment: "Go on.",
      grantedMinutes: 60,
      ...rest,
    });
    if (!result.ok) return result.refusal.code;
    return (await db().request.findUniqueOrThrow({ where: { id: requestId } })).state;
  });
}

const lettersTo = (requestId: string) =>
  stage.as("worker", async () => {
    const letters = await db().letter.findMany({
      where: { requestId, kind: "decision_asked" },
      select: { recipientId: true },
    });
    const people = await db().person.findMany({
      where: { id: { in: letters.map(({ recipientId }) => recipientId) } },
      orderBy: { userName: "asc" },
    });
    return people.map(({ userName }) => userName);
  });

const grantOf = (requestId: string) =>
  stage.as("worker", () => db().grant.findFirst({ where: { requestId } }));

describe("a quorum of two", () => {
  beforeAll(() =>
    ruled(
      "quorum",
      "limits: { max: 4h }\n    agree: [{ groups: [payments-leads, platform-leads], quorum: 2 }]",
    ),
  );

  test("is reached by two people, and the grant lasts as long as the shorter of them grants", async () => {
    const id = await asked("leo", "payments-prod");
    expect(await decide("priya", id, { grantedMinutes: 30 })).toBe("pending");
    expect(await grantOf(id)).toBeNull();
    expect(await decide("jonas", id)).toBe("approved");
    const grant = await grantOf(id);
    expect((grant?.endsAt.getTime() ?? 0) - (grant?.startsAt.getTime() ?? 0)).toBe(30 * 60_000);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "active" });
  });

  test("APR-05 is not reached by one person twice", async () => {
    const id = await asked("leo", "ledger-prod");
    expect(await decide("priya", id)).toBe("pending");
    // The same click again answers as the first did, and changes nothing.
    expect(await decide("priya", id)).toBe("pending");
    expect(await decide("priya", id, { verdict: "deny" })).toBe("already-said");
    expect(await grantOf(id)).toBeNull();
    expect(await decide("marit", id)).toBe("approved");
  });

  test("APR-06 is ended by one no", async () => {
    const id = await asked("leo", "payouts-prod");
    expect(await decide("priya", id)).toBe("pending");
    expect(await decide("jonas", id, { verdict: "deny" })).toBe("denied");
    expect(await decide("marit", id)).toBe("already-settled");
    expect(await grantOf(id)).toBeNull();
  });

  test("APR-01 is not reached with the requester's own voice", async () => {
    const id = await asked("priya", "fraud-prod");
    expect(await decide("priya", id)).toBe("own-request");
    expect(await decide("jonas", id)).toBe("pending");
  });

  test("is reached once by two who decide at the same moment", async () => {
    const id = await asked("ines", "fraud-prod");
    const both = await Promise.all([decide("priya", id), decide("jonas", id)]);
    expect(both).toContain("approved");
    expect((await grantOf(id))?.requestId).toBe(id);
  });
});

describe("two stages", () => {
  beforeAll(() =>
    ruled(
      "stages",
      "limits: { max: 4h }\n    agree: [{ groups: [payments-leads] }, { groups: [platform-leads, payments-leads] }]",
    ),
  );

  test("are asked one after the other, and nobody counts in both", async () => {
    const id = await asked("leo", "orders-prod");
    expect(await lettersTo(id)).not.toContain("marit.solheim");
    expect(await decide("marit", id)).toBe("not-an-approver");
    expect(await decide("priya", id)).toBe("pending");
    expect(await lettersTo(id)).toContain("marit.solheim");
    expect(await decide("priya", id, { verdict: "deny" })).toBe("already-said");
    expect(await decide("marit", id)).toBe("approved");
  });
});

describe("a rule that agrees by itself", () => {
  beforeAll(() => ruled("automatic", "limits: { max: 2h, atOnce: 1 }\n    agree: automatic"));

  test("APR-10 opens the grant at once, asks nobody, and the audit says so", async () => {
    const result = await ask("ines", "payouts-prod");
    expect(result).toMatchObject({ ok: true, value: { grantId: expect.any(String) } });
    const id = result.ok ? result.value.requestId : "";
    expect(await lettersTo(id)).toEqual([]);
    const events = await stage.as("worker", () =>
      db().auditEvent.findMany({ where: { requestId: id }, orderBy: { id: "asc" } }),
    );
    expect(events.map(({ action }) => action)).toEqual(["request.asked", "request.approved-by-rule"]);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "active" });
  });

  test("lets nobody have more at once than it says", async () => {
    const result = await ask("ines", "ledger-prod");
    expect(result).toMatchObject({ ok: false, refusal: { code: "too-many-at-once", max: 1 } });
  });

  test("APR-10 is not believed for a role like an administrator's", async () => {
    await stage.as("owner", () =>
      db().permissionSet.updateMany({
        where: { name: "PaymentsOperator" },
        data: { administratorLike: "AdministratorAccess" },
      }),
    );
    expect(await ask("leo", "payouts-prod")).toMatchObject({
      ok: false,
      refusal: { code: "needs-people", least: 1 },
    });
    await stage.as("owner", () =>
      db().permissionSet.updateMany({
        where: { name: "PaymentsOperator" },
        data: { administratorLike: null },
      }),
    );
  });
});

describe("a later start", () => {
  beforeAll(() =>
    ruled("later", "limits: { max: 2h, ahead: 1d }\n    agree: [{ groups: [payments-leads] }]"),
  );

  test("EML-09 is kept, and the request lapses when it would have begun", async () => {
    const startsAt = new Date((await stage.as("worker", () => readNow())).getTime() + 3_600_000);
    const id = await asked("leo", "fraud-prod", { startsAt });
    expect(await stage.as("worker", () => db().request.findUniqueOrThrow({ where: { id } }))).toMatchObject({
      startsAt,
      lapsesAt: startsAt,
    });
    expect(await decide("priya", id)).toBe("approved");
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "scheduled", startsAt });
    await stage.passMinutes(61);
    await stage.sweep();
    expect(await grantOf(id)).toMatchObject({ state: "active" });
  });

  test("that has just passed begins with the yes", async () => {
    const startsAt = new Date((await stage.as("worker", () => readNow())).getTime() - 60_000);
    const id = await asked("ines", "fraud-prod", { startsAt });
    expect(await stage.as("worker", () => db().request.findUniqueOrThrow({ where: { id } }))).toMatchObject({
      startsAt: null,
    });
    expect(await decide("priya", id)).toBe("approved");
  });

  test.each([
    ["further ahead than the rule allows", 25 * 60, "too-far-ahead"],
    ["TIM-06 in the past", -10, "in-the-past"],
  ])("is refused %s", async (_, minutes, code) => {
    const startsAt = new Date((await stage.as("worker", () => readNow())).getTime() + minutes * 60_000);
    expect(await ask("leo", "orders-prod", { startsAt })).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe("fallback approvers and owners", () => {
  beforeAll(() =>
    ruled(
      "owners",
      "limits: { max: 2h }\n    agree: [{ ownerTag: owner, fallback: { after: 30m, groups: [platform-leads] } }]",
    ),
  );

  test("the owner of the account decides, and others once the stage has waited", async () => {
    const id = await asked("ines", "payments-prod");
    expect(await lettersTo(id)).toEqual(["priya.raghunathan"]);
    expect(await decide("jonas", id)).toBe("not-an-approver");
    expect(await decide("marit", id)).toBe("not-an-approver");
    await stage.passMinutes(31);
    expect(await decide("marit", id)).toBe("approved");
  });

  test("where nobody owns the account nobody can be asked", async () => {
    expect(await ask("ines", "ledger-prod")).toMatchObject({
      ok: false,
      refusal: { code: "too-few-approvers" },
    });
  });
});

test("RAC-07 who is taken out of a rule does not decide what was asked under it, and nobody who is put in does", async () => {
  await ruled("changed", "limits: { max: 2h }\n    agree: [{ groups: [payments-leads] }]");
  const id = await asked("ines", "fraud-prod");
  await ruled(
    "changed",
    "limits: { max: 2h }\n    agree: [{ groups: [platform-leads], people: [jonas.weidmann] }]",
  );
  const agreement = await stage.as("web", async () => {
    const request = await db().request.findUniqueOrThrow({ where: { id } });
    const found = await agreementOf(db(), request, await readNow());
    return found && decidersOf(db(), request, found);
  });
  expect(agreement?.map(({ displayName }) => displayName)).toEqual(["Jonas Weidmann"]);
  expect(await decide("priya", id)).toBe("not-an-approver");
  expect(await decide("marit", id)).toBe("not-an-approver");
  expect(await decide("jonas", id)).toBe("approved");
});

describe("asking again", () => {
  const again = () => stage.worker((doing) => askAgain(doing));
  beforeAll(() =>
    ruled(
      "patience",
      "limits: { max: 2h }\n    agree: [{ people: [priya.raghunathan], fallback: { after: 30m, people: [marit.solheim] } }]",
    ),
  );

  test("EML-14 asks the fallback once they may decide, and everybody after four hours, twice at the most", async () => {
    // What others left undecided here has its own times.
    await stage.as("owner", () =>
      db().request.updateMany({
        where: { state: "pending" },
        data: { state: "cancelled", settledAt: new Date(), settledReason: "for a test" },
      }),
    );
    const id = await asked("leo", "payments-prod");
    expect(await lettersTo(id)).toEqual(["priya.raghunathan"]);
    expect(await again()).toBe(0);
    await stage.passMinutes(31);
    expect(await again()).toBe(1);
    expect(await lettersTo(id)).toEqual(["marit.solheim", "priya.raghunathan"]);
    expect(await again()).toBe(0);
    await stage.passMinutes(4 * 60 - 1);
    expect(await again()).toBe(0);
    await stage.passMinutes(1);
    expect(await again()).toBe(1);
    await stage.passMinutes(5 * 60);
    expect(await again()).toBe(0);
    const letters = await stage.as("worker", () =>
      db().letter.count({ where: { requestId: id, kind: "decision_asked" } }),
    );
    expect(letters).toBe(5);
  });

  test("asks nobody about what is decided", async () => {
    const id = await asked("ines", "fraud-prod");
    expect(await decide("priya", id)).toBe("approved");
    await stage.passMinutes(31);
    expect(await again()).toBe(0);
  });
});
