import { expect, test } from "vitest";
import { type AskedToDecide, bundleAsked, bundleTold } from "./bundle-letters.ts";
import { subjectOf } from "./letter.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import { type Matter, requestDenied } from "./letters.ts";

const setting = { now: new Date("2026-11-24T12:00:00Z"), zone: "UTC" };

const matter: Matter = {
  requesterName: "Leo Marchetti",
  permissionSetName: "PaymentsOperator",
  accountName: "payments-prod",
  accountId: "402917730156",
  number: 1042,
  minutes: 60,
  sessionMinutes: 60,
  reason: "See https://evil.example/now <b>first</b>",
  ticket: "PAY-1",
  ruleName: "Payments on call",
  startsAt: null,
  askedAt: setting.now,
  lapsesAt: new Date("2026-11-25T12:00:00Z"),
};

const asked = (
  number: number,
  rest: Partial<Matter> = {},
  more: Partial<AskedToDecide> = {},
): AskedToDecide => ({
  matter: { ...matter, number, ...rest },
  allows: "Restart the payment services.",
  production: null,
  stage: { place: 1, of: 1 },
  hash: String(number).padEnd(64, "0"),
  alsoAsked: ["Jonas Weidmann"],
  agreedSoFar: [],
  missing: 1,
  holdsNow: [],
  administratorLike: null,
  ...more,
});

const link = { isAgain: false, url: "https://gatehouse.example/decide/token" };

test.each([
  ["one account", [asked(1), asked(2)], "Leo Marchetti asks for 2 roles in payments-prod for 1 hour"],
  [
    "two accounts",
    [asked(1), asked(2, { accountName: "ledger-prod" })],
    "Leo Marchetti asks for 2 roles in payments-prod and ledger-prod for 1 hour",
  ],
  [
    "more accounts",
    [asked(1), asked(2, { accountName: "ledger-prod" }), asked(3, { accountName: "fraud-prod" })],
    "Leo Marchetti asks for 3 roles in 3 accounts for 1 hour",
  ],
])("the subject says who, how many, where and how long: %s", (_, those, subject) => {
  expect(subjectOf(bundleAsked(those, setting, link))).toBe(subject);
});

test("a reminder says that it is one", () => {
  expect(subjectOf(bundleAsked([asked(1), asked(2)], setting, { ...link, isAgain: true }))).toMatch(
    /^Still undecided: /,
  );
});

test("EML-12 INJ-01 there is one link, and the requester's words are text", () => {
  const letter = bundleAsked(
    [asked(1), asked(2, {}, { administratorLike: "PowerUserAccess" })],
    setting,
    link,
  );
  const text = letterText(letter, "Halden");
  const html = letterHtml(letter, "Halden");
  expect(text.match(/https?:\/\/\S+/g)).toEqual([link.url]);
  expect(html.match(/<a\s/g)).toHaveLength(1);
  expect(html).not.toContain("<b>first</b>");
  for (const words of ["R-1", "R-2", "approved by itself"])
    expect(text.replaceAll(/\s+/g, " ")).toContain(words);
});

test("what happened to several is told in their order, each as its own letter would", () => {
  const denied = ["payments-prod", "ledger-prod"].map((accountName) =>
    requestDenied({ ...matter, accountName }, `https://gatehouse.example/${accountName}`, {
      by: "Jonas Weidmann",
      comment: "Use the replica.",
    }),
  );
  const [own] = denied;
  if (!own) throw new Error("nothing was denied");
  const letter = bundleTold("request_denied", denied, own);
  expect(subjectOf(letter)).toBe("2 roles that you asked for together were denied");
  expect(letter.facts.map(({ value }) => value)).toEqual([
    "Jonas Weidmann said no to PaymentsOperator in payments-prod. Use the replica.",
    "Jonas Weidmann said no to PaymentsOperator in ledger-prod. Use the replica.",
  ]);
  expect(letter.button.url).toBe("https://gatehouse.example/payments-prod");
});
