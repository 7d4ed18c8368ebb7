import { expect, test } from "vitest";
import { longest, type Place, type Rule, ruleForLength, rulesFor } from "./rule.ts";

const rule: Rule = {
  id: "a",
  name: "Payments on call",
  version: 1,
  enabled: true,
  maxMinutes: 240,
  requesters: [
    { kind: "group", id: "payments-engineers" },
    { kind: "user", id: "tomasz" },
  ],
  approvers: [{ kind: "group", id: "payments-leads" }],
  permissionSetArns: ["operator"],
  targets: [
    { kind: "ou", id: "ou-prod" },
    { kind: "account", id: "111" },
  ],
};

const member = { personId: "leo", groupIds: new Set(["payments-engineers"]) };
const below: Place = { accountId: "222", ouPath: ["root", "ou-workloads", "ou-prod", "ou-payments"] };

test.each([
  ["a member of a named group, anywhere below a named unit", rule, member, below, "operator", true],
  ["a named person", rule, { personId: "tomasz", groupIds: new Set<string>() }, below, "operator", true],
  [
    "a named account outside the unit",
    rule,
    member,
    { accountId: "111", ouPath: ["root"] },
    "operator",
    true,
  ],
  ["nobody else", rule, { personId: "mia", groupIds: new Set(["orders"]) }, below, "operator", false],
  ["no other set", rule, member, below, "administrator", false],
  [
    "no unit above the named one",
    rule,
    member,
    { accountId: "222", ouPath: ["root", "ou-workloads"] },
    "operator",
    false,
  ],
  ["no one while it is switched off", { ...rule, enabled: false }, member, below, "operator", false],
  [
    "no group whose id is a person's",
    rule,
    { personId: "payments-engineers", groupIds: new Set<string>() },
    below,
    "operator",
    false,
  ],
  [
    "no account whose id is a unit's",
    rule,
    member,
    { accountId: "ou-prod", ouPath: ["root"] },
    "operator",
    false,
  ],
])("a rule covers %s", (_, of, person, place, set, covered) => {
  expect(rulesFor([of], person, place, set)).toEqual(covered ? [of] : []);
});

test("a request falls under the rule with the least room that still allows its length", () => {
  const short = { ...rule, id: "b", maxMinutes: 60 };
  const same = { ...rule, id: "c", maxMinutes: 60 };
  expect(ruleForLength([rule, same, short], 60)?.id).toBe("b");
  expect(ruleForLength([rule, short], 61)?.id).toBe("a");
  expect(ruleForLength([rule, short], 241)).toBeNull();
  expect([longest([rule, short]), longest([])]).toEqual([240, null]);
});
