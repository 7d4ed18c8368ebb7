import { describe, expect, test } from "vitest";
import { contentHash } from "./content-hash.ts";
import {
  type Asking,
  type Deciding,
  lapsesAt,
  type RequestContent,
  refuseAsking,
  refuseDeciding,
  requestMachine,
} from "./request.ts";

const asking: Asking = {
  minutes: 60,
  maxMinutes: 240,
  accountName: "payments-prod",
  accountIsActive: true,
  isManagementAccount: false,
  requesterIsEnabled: true,
  approverCount: 2,
  openRequestCount: 0,
  askedWithinHour: 0,
  openGrantCount: 0,
};

test("asks what a rule offers", () => {
  expect(refuseAsking(asking)).toBeNull();
});

test.each<[string, Partial<Asking>, string]>([
  ["a disabled person", { requesterIsEnabled: false }, "person-disabled"],
  ["the management account", { isManagementAccount: true }, "management-account"],
  ["what no rule covers", { maxMinutes: null }, "not-offered"],
  ["a suspended account", { accountIsActive: false }, "account-not-active"],
  ["less than a quarter of an hour", { minutes: 14 }, "too-short"],
  ["more than the rule allows", { minutes: 241 }, "too-long"],
  ["what nobody else could decide", { approverCount: 0 }, "no-approver"],
  ["a twenty-first open request", { openRequestCount: 20 }, "too-many-open"],
  ["DOS-02 a twenty-first role at once", { openGrantCount: 20 }, "too-many-held"],
  ["DOS-01 asking for the thirty-first time within an hour", { askedWithinHour: 30 }, "too-often"],
])("refuses %s", (_, change, code) => {
  expect(refuseAsking({ ...asking, ...change })).toMatchObject({ code });
});

test.each([15, 240])("allows the bounds themselves: %i minutes", (minutes) => {
  expect(refuseAsking({ ...asking, minutes })).toBeNull();
});

test("lapses a day after it was asked, in seconds and not by the calendar", () => {
  const beforeTheClocksGoBack = new Date("2026-10-25T00:30:00+02:00");
  expect(lapsesAt(beforeTheClocksGoBack).getTime() - beforeTheClocksGoBack.getTime()).toBe(86_400_000);
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
};

describe("APR-01 APR-03 APR-07 a decision", () => {
  test.each<[string, Partial<Deciding>]>([
    ["a yes for what was asked", {}],
    ["a yes for less", { grantedMinutes: 15 }],
    ["a no with its reason", { verdict: "deny", comment: "Use the replica." }],
    ["a no although the account is gone", { verdict: "deny", comment: "Gone.", accountIsActive: false }],
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
  ])("is refused %s", (_, change, code) => {
    expect(refuseDeciding({ ...deciding, ...change })).toMatchObject({ code });
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
    reason: "Replay 312 stuck refunds.",
    ticket: null,
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
});
