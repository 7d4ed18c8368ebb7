import { expect, test } from "vitest";
import { subjectOf } from "./letter.ts";
import { letterText } from "./letter-text.ts";
import { type RuleMatter, ruleChangeSettled, ruleChangeWaits } from "./rule-letters.ts";

const reach = { triples: 14, people: 7, sets: 2, accounts: 1, examples: [] };
const nothing = { triples: 0, people: 0, sets: 0, accounts: 0, examples: [] };
const matter: RuleMatter = {
  ruleName: "Payments on call",
  isNew: false,
  proposerName: "Marit Solheim",
  note: "On call needs it at night.",
  contentHash: "ab".repeat(32),
  lapsesAt: new Date("2026-12-01T13:32:00Z"),
  judgement: {
    differs: ["who may ask", "the limits"],
    easier: ["up to 4 h instead of 2 h"],
    deadEnds: [],
    gained: reach,
    lost: nothing,
    requests: { fallen: 0, stranded: 0 },
  },
};
const setting = { now: new Date("2026-11-24T13:32:00Z"), zone: "Europe/Oslo" };
const url = "https://gatehouse.halden.example/rules/changes/7";

test("the letter that puts a change to an administrator says what it widens, and that nothing is decided by opening it", () => {
  const letter = ruleChangeWaits(matter, url, null, setting);
  expect(subjectOf(letter)).toBe(
    "Marit Solheim proposes to change the rule Payments on call, which widens access",
  );
  const text = letterText(letter, "Halden");
  for (const said of [
    "On call needs it at night.",
    "who may ask and the limits",
    "7 people, for 2 permission sets in 1 account",
    "up to 4 h instead of 2 h",
    "Opening the page decides nothing.",
    url,
  ])
    expect(text.replaceAll(/\s+/g, " ")).toContain(said);
});

test("a letter sent again says so, and why", () => {
  const letter = ruleChangeWaits(matter, url, "It gives more now than Leo Marchetti agreed to.", setting);
  expect(subjectOf(letter)).toMatch(/^Again: Marit Solheim/);
  expect(letterText(letter, "Halden").replaceAll(/\s+/g, " ")).toContain(
    "It gives more now than Leo Marchetti agreed to.",
  );
});

test.each([
  ["applied", /is applied$/, /The rule says so from now on/],
  ["refused", /could not be applied$/, /The rule stays as it is/],
  ["stale", /the rule has changed meanwhile$/, /The rule stays as it is/],
  ["rejected", /was rejected$/, /The rule stays as it is/],
  ["lapsed", /no other administrator answered$/, /The rule stays as it is/],
] as const)("who proposed it is told that it is %s", (state, subject, closing) => {
  const ended = { state, why: null, by: null, comment: "" };
  const letter = ruleChangeSettled(matter, url, ended);
  expect(subjectOf(letter)).toMatch(subject);
  expect(letter.closing).toMatch(closing);
});

test("a no comes with its words, and without links that they might hold", () => {
  const letter = ruleChangeSettled(matter, url, {
    state: "rejected",
    why: null,
    by: "Leo Marchetti",
    comment: "See https://elsewhere.example first.",
  });
  expect(letter.quote?.by).toBe("Leo Marchetti");
  expect(letter.quote?.words).not.toContain("https://elsewhere.example");
});
