import { describe, expect, test } from "vitest";
import { contentHash } from "./content-hash.ts";
import {
  type Asking,
  type Deciding,
  type RequestContent,
  refuseAsking,
  refuseDeciding,
  requestMachine,
} from "./request.ts";
import type { Objection } from "./rules/deciding-rule.ts";
import { rule } from "./rules/rule.fixture.ts";

const now = new Date("2026-11-26T09:00:00Z");
const fourHours = rule("four hours");
const asking: Asking = {
  minutes: 60,
  startsAt: now,
  now,
  reason: "Replay stuck refunds.",
  ticket: null,
  rule: fourHours,
  passedOver: [],
  accountName: "payments-prod",
  accountIsActive: true,
  isManagementAccount: false,
  requesterIsEnabled: true,
  stages: [{ quorum: 1, approverIds: ["priya", "quinn"] }],
  openRequestCount: 0,
  askedWithinHour: 0,
  openGrantCount: 0,
  openUnderRule: 0,
};

const objecting = (...objections: Objection[]): Partial<Asking> => ({
  rule: null,
  passedOver: objections.map((objection) => ({ rule: fourHours, objection })),
});
const hours = { zone: "Europe/Oslo", days: ["mon"], from: "08:00", to: "16:00" } as const;

test("asks what a rule offers", () => {
  expect(refuseAsking(asking)).toBeNull();
});

test.each<[string, Partial<Asking>, string]>([
  ["a disabled person", { requesterIsEnabled: false }, "person-disabled"],
  ["the management account", { isManagementAccount: true }, "management-account"],
  ["what no rule covers", { rule: null }, "not-offered"],
  ["a suspended account", { accountIsActive: false }, "account-not-active"],
  ["less than a quarter of an hour", { minutes: 14 }, "too-short"],
  ["more than any rule allows", objecting({ kind: "too-long", maxMinutes: 240 }), "too-long"],
  ["a start further ahead", objecting({ kind: "too-far-ahead", aheadMinutes: 60 }), "too-far-ahead"],
  ["a start outside the hours", objecting({ kind: "outside-hours", hours }), "outside-hours"],
  [
    "what a rule would agree to by itself, and must not",
    objecting({ kind: "needs-people", least: 1 }),
    "needs-people",
  ],
  ["TIM-06 a start in the past", { startsAt: new Date("2026-11-26T08:54:59Z") }, "in-the-past"],
  ["a reason that is too short", { rule: rule("r", { asks: { reasonMinLength: 40 } }) }, "reason-too-short"],
  ["no ticket where one is needed", { rule: rule("r", { asks: { tickets: ["INC-#"] } }) }, "ticket-needed"],
  [
    "another ticket than is needed",
    { ticket: "PAY-1", rule: rule("r", { asks: { tickets: ["INC-#"] } }) },
    "ticket-needed",
  ],
  [
    "more at once than the rule allows",
    { openUnderRule: 2, rule: rule("r", { limits: { atOnce: 2 } }) },
    "too-many-at-once",
  ],
  ["what nobody else could decide", { stages: [{ quorum: 1, approverIds: [] }] }, "too-few-approvers"],
  [
    "what too few could decide at a later stage",
    {
      stages: [
        { quorum: 1, approverIds: ["priya"] },
        { quorum: 2, approverIds: ["priya", "quinn"] },
      ],
    },
    "too-few-approvers",
  ],
  ["a twenty-first open request", { openRequestCount: 20 }, "too-many-open"],
  ["DOS-02 a twenty-first role at once", { openGrantCount: 20 }, "too-many-held"],
  ["DOS-01 asking for the sixty-first time within an hour", { askedWithinHour: 60 }, "too-often"],
])("refuses %s", (_, change, code) => {
  expect(refuseAsking({ ...asking, ...change })).toMatchObject({ code });
});

test.each<[string, Partial<Asking>]>([
  ["a quarter of an hour", { minutes: 15 }],
  ["a start that was typed a moment ago", { startsAt: new Date("2026-11-26T08:55:00Z") }],
  ["a reason as long as it has to be", { rule: rule("r", { asks: { reasonMinLength: 21 } }) }],
  [
    "a ticket as it has to be",
    { ticket: "INC-7", rule: rule("r", { asks: { tickets: ["PAY-#", "INC-#"] } }) },
  ],
  ["one less than the rule allows at once", { openUnderRule: 1, rule: rule("r", { limits: { atOnce: 2 } }) }],
  ["what needs nobody's yes", { stages: [], rule: rule("r", { agreement: { stages: [] } }) }],
])("allows %s", (_, change) => expect(refuseAsking({ ...asking, ...change })).toBeNull());

test("says how far ahead it could begin at most", () => {
  const objections = [
    { kind: "too-far-ahead", aheadMinutes: 60 },
    { kind: "too-far-ahead", aheadMinutes: 600 },
  ] as const;
  expect(refuseAsking({ ...asking, ...objecting(...objections) })).toEqual({
    code: "too-far-ahead",
    aheadMinutes: 600,
  });
});

test("tells nothing of an account in which nothing is offered", () => {
  expect(refuseAsking({ ...asking, rule: null, accountIsActive: false })).toEqual({ code: "not-offered" });
});

test("says the longest that could be asked for, before anything else that rules object to", () => {
  const objections = [
    { kind: "too-far-ahead", aheadMinutes: 60 },
    { kind: "too-long", maxMinutes: 60 },
    { kind: "too-long", maxMinutes: 240 },
  ] as const;
  expect(refuseAsking({ ...asking, ...objecting(...objections) })).toEqual({
    code: "too-long",
    maxMinutes: 240,
  });
});

test("nothing leaves a settled state", () => {
  const { pending, ...settled } = requestMachine;
  expect(Object.keys(pending)).toEqual(["approve", "deny", "cancel", "lapse", "invalidate"]);
  expect(Object.values(settled).flatMap(Object.keys)).toEqual([]);
});

const deciding: Deciding = {
  requesterId: "leo",
  deciderId: "priya",
  deciderIsEnabled: true,
  deciderIsApproverNow: true,
  verdict: "approve",
  comment: "",
  requestedMinutes: 60,
  grantedMinutes: 60,
  accountName: "payments-prod",
  accountIsActive: true,
  isSensitive: false,
  isByItself: true,
};

describe("APR-01 APR-03 APR-07 a decision", () => {
  test.each<[string, Partial<Deciding>]>([
    ["a yes for what was asked", {}],
    ["a yes for less", { grantedMinutes: 15 }],
    ["a no with its reason", { verdict: "deny", comment: "Use the replica." }],
    ["a no although the account is gone", { verdict: "deny", comment: "Gone.", accountIsActive: false }],
    ["APR-08 a yes together with others", { isByItself: false }],
    ["APR-08 a yes to a role like an administrator's, by itself", { isSensitive: true }],
  ])("may be %s", (_, change) => {
    expect(refuseDeciding({ ...deciding, ...change })).toBeNull();
  });

  test.each<[string, Partial<Deciding>, string]>([
    ["by the requester", { deciderId: "leo" }, "own-request"],
    ["by someone disabled", { deciderIsEnabled: false }, "person-disabled"],
    ["by someone whom the rule does not name now", { deciderIsApproverNow: false }, "not-an-approver"],
    ["a no without a reason", { verdict: "deny" }, "comment-needed"],
    ["longer than was asked", { grantedMinutes: 61 }, "too-long"],
    ["shorter than a quarter of an hour", { grantedMinutes: 14 }, "too-short"],
    ["a yes for an account that is not active", { accountIsActive: false }, "account-not-active"],
    [
      "APR-08 a yes to a role like an administrator's, together with others",
      { isSensitive: true, isByItself: false },
      "only-by-itself",
    ],
  ])("is refused %s", (_, change, code) => {
    expect(refuseDeciding({ ...deciding, ...change })).toMatchObject({ code });
  });

  test.each<[string, Partial<Deciding>, string | null]>([
    ["a yes to others by one press", { isByItself: false }, null],
    ["a yes to one like an administrator's by itself", { isSensitive: true }, null],
    [
      "a yes to one like an administrator's with others",
      { isSensitive: true, isByItself: false },
      "only-by-itself",
    ],
    [
      "a no to one like an administrator's with others",
      { isSensitive: true, isByItself: false, verdict: "deny", comment: "Not now." },
      null,
    ],
  ])("APR-08 %s", (_, change, code) => {
    expect(refuseDeciding({ ...deciding, ...change })?.code ?? null).toBe(code);
  });

  test("is refused to the requester before anything else is told", () => {
    expect(refuseDeciding({ ...deciding, deciderId: "leo", deciderIsApproverNow: false })).toEqual({
      code: "own-request",
    });
  });
});

describe("EML-08 the content hash", () => {
  const content: RequestContent = {
    requestId: "r",
    requesterId: "leo",
    requesterName: "Leo Marchetti",
    accountId: "402917730156",
    accountName: "payments-prod",
    permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
    permissionSetName: "PaymentsOperator",
    fingerprint: "f1",
    sessionMinutes: 60,
    durationMinutes: 60,
    startsAt: null,
    reason: "Replay 312 stuck refunds.",
    ticket: null,
    extends: { grantId: "g", inAllMinutes: 90 },
  };
  test("is the same for the same content in another order of fields", () => {
    expect(contentHash(Object.fromEntries(Object.entries(content).toReversed()) as RequestContent)).toBe(
      contentHash(content),
    );
  });

  test.each(Object.keys(content))("changes with %s", (field) => {
    const changed = { ...content, [field]: field.endsWith("Minutes") ? 61 : "another" };
    expect(contentHash(changed)).not.toBe(contentHash(content));
  });

  test.each([
    ["the grant that is extended", { grantId: "h", inAllMinutes: 90 }],
    ["how long all of it would last", { grantId: "g", inAllMinutes: 120 }],
    ["whether it extends anything", null],
  ])("changes with %s", (_, what) => {
    expect(contentHash({ ...content, extends: what })).not.toBe(contentHash(content));
  });
});
