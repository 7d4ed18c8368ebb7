import { describe, expect, test } from "vitest";
import { mayRequest, offers, reaches, rulesFor } from "./covers.ts";
import { content, rule } from "./rule.fixture.ts";

const ines = { personId: "ines", groupIds: new Set(["engineers", "on-call"]) };
const operator = { arn: "operator", name: "PaymentsOperator", tags: { team: "payments", risk: "low" } };
const payments = {
  accountId: "payments",
  ouPath: ["root", "workloads", "prod"],
  tags: { stage: "prod", owner: "priya" },
};

describe("who may ask", () => {
  test.each<[string, Parameters<typeof content>[0], boolean]>([
    ["a group that they are in", { who: { groups: ["on-call"] } }, true],
    ["a group that they are not in", { who: { groups: ["leads"] } }, false],
    ["the person", { who: { groups: [], people: ["ines"] } }, true],
    ["another person", { who: { groups: [], people: ["leo"] } }, false],
    ["nobody", { who: { groups: [] } }, false],
    ["everyone", { who: { everyone: true, groups: [] } }, true],
    ["everyone but them", { who: { everyone: true, except: { groups: [], people: ["ines"] } } }, false],
    [
      "their group without another of theirs",
      { who: { except: { groups: ["on-call"], people: [] } } },
      false,
    ],
    ["their group without another group", { who: { except: { groups: ["leads"], people: [] } } }, true],
  ])("%s", (_, parts, may) => expect(mayRequest(content(parts), ines)).toBe(may));
});

describe("which sets are offered", () => {
  const none = { arns: [], tags: [], patterns: [] };
  test.each<[string, Parameters<typeof content>[0], boolean]>([
    ["the set itself", {}, true],
    ["another set", { sets: { arns: ["reader"] } }, false],
    ["none", { sets: none }, false],
    ["a tag that it carries", { sets: { ...none, tags: [{ key: "team", value: "payments" }] } }, true],
    ["a tag with another value", { sets: { ...none, tags: [{ key: "team", value: "orders" }] } }, false],
    [
      "a tag that it does not carry",
      { sets: { ...none, tags: [{ key: "unit", value: "payments" }] } },
      false,
    ],
    ["a pattern of its name", { sets: { ...none, patterns: ["Payments*"] } }, true],
    ["a pattern of another name", { sets: { ...none, patterns: ["*Reader"] } }, false],
    [
      "itself, but not by a tag",
      { sets: { except: { ...none, tags: [{ key: "risk", value: "low" }] } } },
      false,
    ],
    ["itself, but not by its name", { sets: { except: { ...none, patterns: ["*Operator"] } } }, false],
    [
      "all of a pattern, but not it",
      { sets: { ...none, patterns: ["*"], except: { ...none, arns: ["operator"] } } },
      false,
    ],
    [
      "all of a pattern, but not another",
      { sets: { ...none, patterns: ["*"], except: { ...none, arns: ["reader"] } } },
      true,
    ],
  ])("%s", (_, parts, are) => expect(offers(content(parts), operator)).toBe(are));
});

describe("ELG-04 which accounts are reached", () => {
  const none = { ids: [], units: [], tags: [] };
  const prod = { key: "stage", value: "prod" };
  test.each<[string, Parameters<typeof content>[0], boolean]>([
    ["the account itself", {}, true],
    ["another account", { accounts: { ids: ["orders"] } }, false],
    ["none", { accounts: none }, false],
    ["the unit that it lies in", { accounts: { ...none, units: ["prod"] } }, true],
    ["a unit further up", { accounts: { ...none, units: ["workloads"] } }, true],
    ["the root", { accounts: { ...none, units: ["root"] } }, true],
    ["another unit", { accounts: { ...none, units: ["sandbox"] } }, false],
    ["a tag that it carries", { accounts: { ...none, tags: [prod] } }, true],
    ["a tag with another value", { accounts: { ...none, tags: [{ ...prod, value: "test" }] } }, false],
    ["all", { accounts: { ...none, all: true } }, true],
    ["all but it", { accounts: { ...none, all: true, except: { ...none, ids: ["payments"] } } }, false],
    ["all but its unit", { accounts: { ...none, all: true, except: { ...none, units: ["prod"] } } }, false],
    ["all but its tag", { accounts: { ...none, all: true, except: { ...none, tags: [prod] } } }, false],
    ["itself, named, but not its unit", { accounts: { except: { ...none, units: ["workloads"] } } }, false],
    ["all but another", { accounts: { ...none, all: true, except: { ...none, ids: ["orders"] } } }, true],
  ])("%s", (_, parts, are) => expect(reaches(content(parts), payments)).toBe(are));
});

test("the rules that cover a role come by their priority, then by their name, and none that is switched off", () => {
  const rules = [
    rule("b", {}, { priority: 20 }),
    rule("a", {}, { priority: 20 }),
    rule("last", {}, { priority: 30 }),
    rule("first", {}, { priority: 10 }),
    rule("off", {}, { enabled: false, priority: 1 }),
    rule("others", { who: { groups: ["leads"] } }, { priority: 1 }),
    rule("elsewhere", { accounts: { ids: ["orders"] } }, { priority: 1 }),
    rule("something else", { sets: { arns: ["reader"] } }, { priority: 1 }),
  ];
  expect(rulesFor(rules, ines, payments, operator).map(({ name }) => name)).toEqual([
    "first",
    "a",
    "b",
    "last",
  ]);
});
