import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { cancelRequest } from "./cancel-request.ts";
import { decideRequest } from "./decide-request.ts";
import { endAccessOfDisabled } from "./end-access-of-disabled.ts";
import { endGrant } from "./end-grant.ts";
import { extendGrant } from "./extend-grant.ts";
import { invalidateRequests } from "./invalidate-requests.ts";
import { lapseRequests } from "./lapse-requests.ts";
import { remindOfEnd } from "./remind-of-end.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const set = "PaymentsOperator";
const created = () => stage.simulator.calls("sso-admin:CreateAccountAssignment");
const deleted = () => stage.simulator.calls("sso-admin:DeleteAccountAssignment");

function approve(requestId: string, grantedMinutes: number, who: Who = "priya") {
  return stage.person(who, async (doing) => {
    const row = await db().request.findUniqueOrThrow({ where: { id: requestId } });
    return decideRequest(doing, {
      requestId,
      verdict: "approve",
      contentHash: contentHash(await requestContent(db(), row)),
      comment: "",
      grantedMinutes,
    });
  });
}

/** Asks for a role, has it approved, and answers the grant's id once AWS has it. */
async function hold(who: Who, account: string, minutes: number, of = set): Promise<string> {
  const asked = await stage.ask(who, account, minutes, of);
  if (!asked.ok) throw new Error(asked.refusal.code);
  const grantId = asked.value.grantId ?? (await agreed(asked.value.requestId, minutes));
  await stage.sweep();
  expect((await grantOf(grantId)).state).toBe("active");
  return grantId;
}

async function agreed(requestId: string, minutes: number): Promise<string> {
  const decided = await approve(requestId, minutes);
  if (!decided.ok || !decided.value.grantId) throw new Error(decided.ok ? "no grant" : decided.refusal.code);
  return decided.value.grantId;
}

function extend(who: Who, grantId: string, minutes = 30) {
  return stage.person(who, (doing) =>
    extendGrant(doing, { grantId, minutes, reason: "The queue is long.", ticket: null }),
  );
}

async function extending(who: Who, grantId: string, minutes = 30): Promise<string> {
  const asked = await extend(who, grantId, minutes);
  if (!asked.ok) throw new Error(asked.refusal.code);
  return asked.value.requestId;
}

const end = (who: Who, grantId: string) => stage.person(who, (doing) => endGrant(doing, grantId));
const grantOf = (id: string) => stage.as("worker", () => db().grant.findUniqueOrThrow({ where: { id } }));
const requestOf = (id: string) => stage.as("worker", () => db().request.findUniqueOrThrow({ where: { id } }));
const actionsAbout = (requestId: string) =>
  stage.as("worker", async () => {
    const events = await db().auditEvent.findMany({ where: { requestId }, orderBy: { id: "asc" } });
    return events.map(({ action }) => action);
  });

describe("an extension", () => {
  test("F62 goes on where the grant ends, with one create, no delete between, and the delete at the last end", async () => {
    const before = { created: created(), deleted: deleted() };
    const first = await hold("leo", "payments-prod", 30);
    const requestId = await extending("leo", first, 45);
    const second = await agreed(requestId, 45);
    const [held, more] = [await grantOf(first), await grantOf(second)];
    expect(more.startsAt).toEqual(held.endsAt);
    expect(more.endsAt.getTime() - held.startsAt.getTime()).toBe(75 * 60_000);
    expect(more.heldSince).toEqual(held.startsAt);
    await stage.passMinutes(29);
    await stage.sweep();
    expect([(await grantOf(first)).state, (await grantOf(second)).state]).toEqual(["active", "scheduled"]);
    await stage.passMinutes(2);
    await stage.sweep();
    expect(await grantOf(first)).toMatchObject({ state: "ended", endReason: "continued" });
    expect((await grantOf(second)).state).toBe("active");
    await stage.passMinutes(42);
    await stage.sweep();
    expect(stage.isInAws("leo", set, "payments-prod")).toBe(true);
    expect({ created: created() - before.created, deleted: deleted() - before.deleted }).toEqual({
      created: 1,
      deleted: 0,
    });
    await stage.passMinutes(2);
    await stage.sweep();
    expect(await grantOf(second)).toMatchObject({ state: "ended", endReason: "end-reached" });
    expect(stage.isInAws("leo", set, "payments-prod")).toBe(false);
    expect(deleted() - before.deleted).toBe(1);
  });

  test("F62 goes on too where the worker comes back long after the first end", async () => {
    const first = await hold("leo", "ledger-prod", 15);
    const second = await agreed(await extending("leo", first, 60), 60);
    const before = deleted();
    await stage.passMinutes(50);
    await stage.sweep();
    expect([(await grantOf(first)).state, (await grantOf(second)).state]).toEqual(["ended", "active"]);
    expect(deleted()).toBe(before);
    await end("leo", second);
    await stage.sweep();
    expect(stage.isInAws("leo", set, "ledger-prod")).toBe(false);
  });

  test("is a request of its own, which waits for its stages and lapses at the latest at the end", async () => {
    const first = await hold("leo", "fraud-prod", 15);
    const requestId = await extending("leo", first);
    expect(await requestOf(requestId)).toMatchObject({
      state: "pending",
      extendsGrantId: first,
      startsAt: (await grantOf(first)).endsAt,
      lapsesAt: (await grantOf(first)).endsAt,
    });
    const asked = await stage.as("worker", () =>
      db().letter.count({ where: { requestId, kind: "decision_asked" } }),
    );
    expect(asked).toBeGreaterThan(0);
    await stage.passMinutes(16);
    expect(await approve(requestId, 30)).toMatchObject({
      ok: false,
      refusal: { code: "already-settled", as: "lapsed" },
    });
    await stage.sweep();
    await stage.worker((doing) => lapseRequests(doing));
    expect((await requestOf(requestId)).state).toBe("lapsed");
    expect(stage.isInAws("leo", set, "fraud-prod")).toBe(false);
  });

  test("APR-07 may be shortened by its approver, and not lengthened", async () => {
    const first = await hold("leo", "fraud-prod", 30);
    const requestId = await extending("leo", first, 60);
    expect(await approve(requestId, 61)).toMatchObject({ ok: false, refusal: { code: "too-long" } });
    const second = await grantOf(await agreed(requestId, 20));
    expect(second.endsAt.getTime() - second.startsAt.getTime()).toBe(20 * 60_000);
    await end("leo", first);
    await stage.sweep();
  });

  test("APR-10 is there at once where the rule agrees by itself", async () => {
    const first = await hold("leo", "payments-dev", 60, "AWSReadOnlyAccess");
    const asked = await extend("leo", first, 120);
    const second = await grantOf((asked.ok && asked.value.grantId) || "");
    expect(second).toMatchObject({ state: "scheduled", startsAt: (await grantOf(first)).endsAt });
    expect(await actionsAbout((asked.ok && asked.value.requestId) || "")).toEqual([
      "request.asked",
      "request.approved-by-rule",
    ]);
    await stage.passMinutes(61);
    await stage.sweep();
    const third = await extend("leo", second.id, 480);
    // Eleven hours in all; the rule says twelve.
    expect(third).toMatchObject({ ok: true });
    await end("leo", second.id);
    await stage.sweep();
    expect(stage.isInAws("leo", "AWSReadOnlyAccess", "payments-dev")).toBe(false);
  });
});

describe("the holder is reminded", () => {
  const reminders = (grantId: string) =>
    stage.as("worker", () => db().letter.count({ where: { grantId, kind: "grant_ending" } }));
  const remind = () => stage.worker((doing) => remindOfEnd(doing));

  test("once, a quarter of an hour before the end of what may be extended", async () => {
    const grantId = await hold("leo", "fraud-prod", 60);
    await stage.passMinutes(44);
    await remind();
    expect(await reminders(grantId)).toBe(0);
    await stage.passMinutes(2);
    await Promise.all([remind(), remind()]);
    await remind();
    expect(await reminders(grantId)).toBe(1);
    await end("leo", grantId);
    await stage.sweep();
  });

  test.each<[string, () => Promise<string>]>([
    ["what is short", () => hold("leo", "fraud-prod", 45)],
    ["what no rule lets be extended", () => hold("leo", "payments-dev", 60, "AWSPowerUserAccess")],
    [
      "what is extended already",
      async () => {
        const grantId = await hold("leo", "fraud-prod", 60);
        await extending("leo", grantId);
        return grantId;
      },
    ],
  ])("not of %s", async (_, holding) => {
    const grantId = await holding();
    const minutesLeft =
      ((await grantOf(grantId)).endsAt.getTime() - (await grantOf(grantId)).startsAt.getTime()) / 60_000;
    await stage.passMinutes(minutesLeft - 10);
    await remind();
    expect(await reminders(grantId)).toBe(0);
    await end("leo", grantId);
    await stage.sweep();
  });
});

describe("is refused", () => {
  test.each([
    ["to a stranger, as if it were not there", "ines", "unknown"],
    ["to an administrator", "marit", "not-holder"],
  ] as const)("%s", async (_, who, code) => {
    const grantId = await hold("leo", "payouts-prod", 15);
    expect(await extend(who, grantId)).toMatchObject({ ok: false, refusal: { code } });
    await end("leo", grantId);
    await stage.sweep();
  });

  test("beyond what the rule allows in all, with the longest that is possible", async () => {
    const grantId = await hold("leo", "payouts-prod", 240);
    expect(await extend("leo", grantId, 121)).toEqual({
      ok: false,
      refusal: { code: "too-long-in-all", longestMinutes: 120, inAllMinutes: 360 },
    });
    const second = await agreed(await extending("leo", grantId, 120), 120);
    await stage.passMinutes(241);
    await stage.sweep();
    expect(await extend("leo", second, 15)).toMatchObject({
      refusal: { code: "too-long-in-all", longestMinutes: 0 },
    });
    await end("leo", second);
    await stage.sweep();
  });

  test("where the rule lets nothing be extended", async () => {
    const grantId = await hold("leo", "payments-dev", 15, "AWSPowerUserAccess");
    expect(await extend("leo", grantId)).toEqual({ ok: false, refusal: { code: "not-extendable" } });
    await end("leo", grantId);
    await stage.sweep();
  });

  test("a second time, and again once the first was taken back", async () => {
    const grantId = await hold("leo", "payouts-prod", 60);
    const [one, other] = await Promise.all([1, 2].map(() => extend("leo", grantId)));
    const requestId = (one?.ok && one.value.requestId) || (other?.ok && other.value.requestId) || "";
    expect([one, other].filter((each) => each?.ok)).toHaveLength(1);
    expect([one, other].find((each) => !each?.ok)).toMatchObject({
      refusal: { code: "already-extended", requestId },
    });
    expect(await stage.ask("leo", "payouts-prod")).toEqual({
      ok: false,
      refusal: { code: "already-asked", requestId },
    });
    const second = await agreed(requestId, 30);
    expect(await extend("leo", grantId)).toMatchObject({ refusal: { code: "already-extended", requestId } });
    await end("leo", second);
    expect((await grantOf(grantId)).withdrawnAt).toBeNull();
    const again = await extending("leo", grantId);
    await stage.person("leo", (doing) => cancelRequest(doing, again));
    expect(await extend("leo", grantId)).toMatchObject({ ok: true });
    await end("leo", grantId);
    await stage.sweep();
  });

  test("before AWS shows it, after its end, and when it stood before", async () => {
    const asked = await stage.ask("leo", "payouts-prod");
    const grantId = await agreed((asked.ok && asked.value.requestId) || "", 15);
    expect(await extend("leo", grantId)).toMatchObject({ refusal: { code: "not-held-yet" } });
    await stage.sweep();
    await stage.passMinutes(16);
    expect(await extend("leo", grantId)).toMatchObject({ refusal: { code: "already-over" } });
    await stage.sweep();
    await stage.createOutside("jonas", set, "payouts-prod");
    const standing = await stage.ask("jonas", "payouts-prod");
    const stood = await agreed((standing.ok && standing.value.requestId) || "", 15);
    await stage.sweep();
    expect(await extend("jonas", stood)).toMatchObject({ refusal: { code: "standing-access" } });
    await stage.passMinutes(16);
    await stage.sweep();
  });
});

test("an undecided request for the same role does not stand in the way", async () => {
  const grantId = await hold("leo", "payouts-prod", 30);
  const fresh = await stage.ask("leo", "payouts-prod");
  expect(fresh).toMatchObject({ ok: true });
  expect(await extend("leo", grantId)).toMatchObject({ ok: true });
  await stage.person("leo", (doing) => cancelRequest(doing, (fresh.ok && fresh.value.requestId) || ""));
  await end("leo", grantId);
  await stage.sweep();
});

test("what goes on counts as one with what it extends", async () => {
  await atOnce("Read outside production", 1);
  const grantId = await hold("leo", "payments-dev", 15, "AWSReadOnlyAccess");
  expect(await stage.ask("leo", "payments-staging", 15, "AWSReadOnlyAccess")).toMatchObject({
    refusal: { code: "too-many-at-once" },
  });
  expect(await extend("leo", grantId, 15)).toMatchObject({ ok: true });
  await atOnce("Read outside production", 2);
  const other = await stage.ask("leo", "payments-staging", 15, "AWSReadOnlyAccess");
  expect(other).toMatchObject({ ok: true });
  for (const id of [grantId, (other.ok && other.value.grantId) || ""]) await end("leo", id);
  await stage.sweep();
  await atOnce("Read outside production", null);
});

/** As an administrator changes it: the rule has a version more. */
async function atOnce(name: string, most: number | null): Promise<void> {
  await stage.as("owner", async () => {
    await db().$executeRaw`
      with changed as (
        update rule set version = version + 1, content = jsonb_set(content, '{limits,atOnce}', ${JSON.stringify(most)}::jsonb)
        where name = ${name} returning *)
      insert into rule_version (rule_id, version, name, description, enabled, priority, content, created_at, created_by)
      select id, version, name, description, enabled, priority, content, gatehouse_now(), 'a test' from changed`;
  });
}

describe("RAC-08 ending a grant ends all that was to go on after it", () => {
  test.each([
    ["its holder", "leo", "ended-by-holder"],
    ["an administrator", "marit", "ended-by-administrator"],
  ] as const)("agreed to, by %s", async (_, who, reason) => {
    const first = await hold("leo", "ledger-prod", 60);
    const requestId = await extending("leo", first);
    const second = await agreed(requestId, 30);
    const before = created();
    expect(await end(who, first)).toMatchObject({ ok: true });
    await stage.sweep();
    expect(await grantOf(first)).toMatchObject({ state: "ended", endReason: reason });
    expect(await grantOf(second)).toMatchObject({ state: "cancelled", endReason: reason });
    await stage.passMinutes(61);
    await stage.sweep();
    expect(stage.isInAws("leo", set, "ledger-prod")).toBe(false);
    expect(created()).toBe(before);
    expect(await actionsAbout(requestId)).toEqual([
      "request.asked",
      "request.approved",
      "grant.withdrawn",
      "grant.cancelled",
    ]);
  });

  test("undecided, and it cannot be approved any more", async () => {
    const first = await hold("leo", "ledger-prod", 60);
    const requestId = await extending("leo", first);
    await end("marit", first);
    expect(await requestOf(requestId)).toMatchObject({
      state: "invalidated",
      settledReason: "extended-over",
    });
    expect(await approve(requestId, 30)).toMatchObject({
      ok: false,
      refusal: { code: "already-settled", as: "invalidated" },
    });
    const told = await stage.as("worker", () =>
      db().letter.count({ where: { requestId, kind: "request_invalidated" } }),
    );
    expect(told).toBe(1);
    await stage.sweep();
  });

  test("but the extension alone ends alone", async () => {
    const first = await hold("leo", "ledger-prod", 30);
    const second = await agreed(await extending("leo", first), 30);
    await end("leo", second);
    await stage.sweep();
    expect([(await grantOf(first)).state, (await grantOf(second)).state]).toEqual(["active", "cancelled"]);
    expect(stage.isInAws("leo", set, "ledger-prod")).toBe(true);
    await stage.passMinutes(31);
    await stage.sweep();
    expect(stage.isInAws("leo", set, "ledger-prod")).toBe(false);
  });

  test("F59 removed in AWS by somebody, it is not made again by its extension", async () => {
    const first = await hold("leo", "fraud-prod", 60);
    const second = await agreed(await extending("leo", first), 30);
    await stage.removeOutside("leo", set, "fraud-prod");
    await stage.passMinutes(11);
    await stage.sweep();
    await stage.passMinutes(1);
    await stage.sweep();
    expect(await grantOf(first)).toMatchObject({ endReason: "removed-outside" });
    expect(await grantOf(second)).toMatchObject({ state: "cancelled", endReason: "extended-over" });
    const before = created();
    await stage.passMinutes(50);
    await stage.sweep();
    expect(created()).toBe(before);
  });

  test("F59 removed in AWS by somebody while the extension waits, it is void", async () => {
    const first = await hold("leo", "fraud-prod", 60);
    const requestId = await extending("leo", first);
    await stage.removeOutside("leo", set, "fraud-prod");
    await stage.passMinutes(11);
    await stage.sweep();
    await stage.passMinutes(1);
    await stage.sweep();
    expect(await approve(requestId, 30)).toMatchObject({ ok: false, refusal: { code: "extended-over" } });
    await stage.worker((doing) => invalidateRequests(doing));
    expect(await requestOf(requestId)).toMatchObject({
      state: "invalidated",
      settledReason: "extended-over",
    });
  });

  test("AWS-02 the worker does not take up what a taken-over web left standing", async () => {
    const first = await hold("leo", "fraud-prod", 60);
    const second = await agreed(await extending("leo", first), 30);
    await stage.as(
      "web",
      () =>
        db()
          .$executeRaw`update access_grant set withdrawn_at = date_trunc('milliseconds', gatehouse_now()), withdrawn_reason = 'ended-by-holder' where id = ${first}::uuid`,
    );
    await stage.sweep();
    expect(await grantOf(second)).toMatchObject({ state: "cancelled", endReason: "extended-over" });
  });
});

describe("AWS-02 the database refuses, under the web's role,", () => {
  const ask = (grantId: string, change: Readonly<Record<string, string>> = {}) => {
    const columns: Record<string, string> = {
      requester_id: "g.person_id",
      requester_name: "'Leo'",
      account_id: "g.account_id",
      account_name: "'a'",
      permission_set_arn: "g.permission_set_arn",
      permission_set_name: "'s'",
      duration_minutes: "30",
      reason: "'why'",
      rule_id: "r.rule_id",
      rule_name: "r.rule_name",
      rule_version: "r.rule_version",
      created_at: "gatehouse_now()",
      starts_at: "g.ends_at",
      lapses_at: "g.ends_at",
      extends_grant_id: "g.id",
      ...change,
    };
    return stage.as("web", () =>
      db().$executeRawUnsafe(
        `insert into request (${Object.keys(columns).join(", ")}) select ${Object.values(columns).join(", ")} from access_grant g join request r on r.id = g.request_id where g.id = '${grantId}'`,
      ),
    );
  };
  let first: string;
  beforeAll(async () => {
    first = await hold("leo", "payments-prod", 60);
  });
  afterAll(async () => {
    await end("leo", first);
    await stage.sweep();
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["an extension of another person's grant", { requester_id: "'somebody'" }, /not what grant .* gives/],
    ["an extension into another account", { account_id: "'000000000000'" }, /not what grant .* gives/],
    ["an extension of another role", { permission_set_arn: "'arn:other'" }, /not what grant .* gives/],
    [
      "an extension that begins earlier",
      { starts_at: "g.ends_at - interval '1 minute'", lapses_at: "g.ends_at - interval '1 minute'" },
      /not what grant .* gives/,
    ],
    ["an extension without a beginning", { starts_at: "null" }, /not what grant|request_extends_from/],
    [
      "an extension that may be decided after the end",
      { lapses_at: "g.ends_at + interval '1 second'" },
      /request_extends_from/,
    ],
    ["more in all than the rule says", { duration_minutes: "301" }, /does not let grant .* last so long/],
    [
      "an extension under a rule that lets nothing be extended",
      { rule_id: "(select id from rule where name = 'Payments databases')", rule_version: "1" },
      /does not let grant .* last so long/,
    ],
    ["an extension of what is not there", { extends_grant_id: "gen_random_uuid()" }, /is not held/],
    [
      "a destination that is not the console",
      { destination: "'https://console.aws.amazon.com.evil.example/'" },
      /request_destination/,
    ],
    ["a destination that is a script", { destination: "'javascript:alert(1)'" }, /request_destination/],
    [
      "a destination without end",
      { destination: "'https://console.aws.amazon.com/' || repeat('a', 2000)" },
      /request_destination/,
    ],
  ])("%s", async (_, change, says) => {
    await expect(ask(first, change)).rejects.toThrow(says);
  });

  test("a second undecided extension, a second agreed one, and one of what was withdrawn", async () => {
    await ask(first);
    await expect(ask(first)).rejects.toThrow(/request_one_extension|23505/);
    const [pending] = await stage.as("worker", () =>
      db().request.findMany({ where: { extendsGrantId: first, state: "pending" } }),
    );
    await agreed(pending?.id ?? "", 30);
    await expect(ask(first)).rejects.toThrow(/goes on already/);
    await stage.as(
      "web",
      () =>
        db()
          .$executeRaw`update access_grant set withdrawn_at = date_trunc('milliseconds', gatehouse_now()), withdrawn_reason = 'ended-by-holder' where id = ${first}::uuid`,
    );
    await expect(ask(first)).rejects.toThrow(/is not held/);
    await stage.sweep();
  });

  test("a grant that says for itself since when it is held, or since when it is held changes", async () => {
    const id = await hold("leo", "ledger-prod", 15);
    const changing = (column: string) =>
      stage.as("worker", () =>
        db().$executeRawUnsafe(
          `update access_grant set ${column} = ${column} - interval '1 hour' where id = '${id}'`,
        ),
      );
    await expect(changing("held_since")).rejects.toThrow(/only ever becomes shorter/);
    const writing = stage.as("web", () =>
      db().$executeRawUnsafe(
        `insert into access_grant (request_id, held_since) select id, gatehouse_now() from request limit 1`,
      ),
    );
    await expect(writing).rejects.toThrow(/permission denied/);
    await end("leo", id);
    await stage.sweep();
  });
});

test.each([
  [
    "the permission set changed",
    "set-changed",
    "update permission_set set fingerprint = 'another' where name = 'PaymentsOperator'",
  ],
  [
    "the rule does not cover it any more",
    "rule-gone",
    "update rule set enabled = false where name = 'Payments on call'",
  ],
])("ELG-04 ELG-05 nothing goes on when %s since it was agreed to", async (_, endReason, change) => {
  const first = await hold("leo", "payouts-prod", 30);
  const second = await agreed(await extending("leo", first), 30);
  await changing(change, async () => {
    await stage.passMinutes(31);
    await stage.sweep();
  });
  expect(await grantOf(second)).toMatchObject({ state: "invalidated", endReason });
  expect((await grantOf(first)).endReason).toBe("end-reached");
  expect(stage.isInAws("leo", set, "payouts-prod")).toBe(false);
});

/** Changes a set or a rule for as long as something is done. */
async function changing(sql: string, meanwhile: () => Promise<void>): Promise<void> {
  const { fingerprint } = await stage.as("worker", () =>
    db().permissionSet.findFirstOrThrow({ where: { name: set }, select: { fingerprint: true } }),
  );
  await stage.as("owner", () => db().$executeRawUnsafe(sql));
  await meanwhile();
  await stage.as("owner", async () => {
    await db().permissionSet.updateMany({ where: { name: set }, data: { fingerprint } });
    await db().rule.updateMany({ data: { enabled: true } });
  });
}

test("SES-03 whoever is disabled loses what they hold and what was to go on after it", async () => {
  const first = await hold("ines", "payments-prod", 60);
  const second = await agreed(await extending("ines", first), 30);
  await stage.as("worker", () =>
    db().person.updateMany({ where: { userName: "ines.okafor" }, data: { status: "DISABLED" } }),
  );
  await stage.worker((doing) => endAccessOfDisabled(doing));
  await stage.sweep();
  expect([(await grantOf(first)).state, (await grantOf(second)).state]).toEqual(["ended", "invalidated"]);
  expect(stage.isInAws("ines", set, "payments-prod")).toBe(false);
});
