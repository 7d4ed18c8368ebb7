import { expect, test } from "vitest";
import { rule } from "./rule.fixture.ts";
import { explainTrace, misses, traceRules } from "./trace.ts";

const ines = { personId: "ines", groupIds: new Set(["engineers"]) };
const place = { accountId: "payments", ouPath: ["root", "prod"], tags: {} };
const operator = { arn: "operator", name: "Operator", tags: {} };
const traced = (...parts: Parameters<typeof rule>) => {
  const [trace] = traceRules([rule(...parts)], ines, place, operator);
  if (!trace) throw new Error("Nothing was traced.");
  return trace;
};

test.each<[string, Parameters<typeof rule>, number, string | null]>([
  ["covers it", ["r"], 0, null],
  ["is off", ["r", {}, { enabled: false }], 0, "It is switched off."],
  ["does not name the person", ["r", { who: { groups: ["leads"] } }], 1, "It does not let this person ask."],
  [
    "excepts the person",
    ["r", { who: { except: { groups: ["engineers"], people: [] } } }],
    1,
    "This person is an exception from it.",
  ],
  ["offers another role", ["r", { sets: { arns: ["reader"] } }], 1, "It does not offer this role."],
  [
    "excepts the role",
    ["r", { sets: { patterns: ["*"], except: { arns: ["operator"], tags: [], patterns: [] } } }],
    1,
    "This role is an exception from it.",
  ],
  ["reaches another account", ["r", { accounts: { ids: ["orders"] } }], 1, "It does not reach this account."],
  [
    "excepts the account",
    ["r", { accounts: { all: true, except: { ids: [], units: ["prod"], tags: [] } } }],
    1,
    "This account is an exception from it.",
  ],
  [
    "misses two",
    ["r", { sets: { arns: ["reader"] }, accounts: { ids: ["orders"] } }],
    2,
    "It does not offer this role, and it does not reach this account.",
  ],
])("a rule that %s", (_, parts, missing, said) => {
  const trace = traced(...parts);
  expect(misses(trace)).toBe(missing);
  expect(explainTrace(trace)).toBe(said);
});

test("rules come in the order in which they decide", () => {
  const rules = [rule("b"), rule("a"), rule("c", {}, { priority: 1 })];
  expect(traceRules(rules, ines, place, operator).map((each) => each.rule.name)).toEqual(["c", "a", "b"]);
});
