import { describe, expect, test } from "vitest";
import { content, stage } from "./rule.fixture.ts";
import {
  lapsesAt,
  type Proposal,
  type RuleChangeJudgement,
  ruleChangeHash,
  ruleProblem,
  type SaidRule,
  widensFurther,
} from "./rule-change.ts";

const said: SaidRule = {
  name: "Payments on call",
  description: "",
  enabled: true,
  priority: 100,
  content: content(),
};
const proposal: Proposal = { ruleId: "7", baseVersion: 3, rule: said };

describe("ELG-01 the hash of a change", () => {
  test("is the same however its parts are ordered", () => {
    const { accounts, ...rest } = said.content;
    const reordered = { ...proposal, rule: { ...said, content: { accounts, ...rest } } };
    expect(ruleChangeHash(reordered)).toBe(ruleChangeHash(proposal));
    expect(ruleChangeHash(proposal)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, Proposal]>([
    ["the rule", { ...proposal, ruleId: "8" }],
    ["the version that it was made from", { ...proposal, baseVersion: 4 }],
    ["the name", { ...proposal, rule: { ...said, name: "Others" } }],
    ["the description", { ...proposal, rule: { ...said, description: "x" } }],
    ["whether it is on", { ...proposal, rule: { ...said, enabled: false } }],
    ["the number", { ...proposal, rule: { ...said, priority: 1 } }],
    ["who agrees", { ...proposal, rule: { ...said, content: content({ agreement: { stages: [] } }) } }],
  ])("is another when %s is", (_, other) => expect(ruleChangeHash(other)).not.toBe(ruleChangeHash(proposal)));
});

describe("what cannot be a rule", () => {
  const limits = (of: Partial<SaidRule["content"]["limits"]>) => ({
    ...said,
    content: content({ limits: of }),
  });
  test.each<[string, SaidRule, RegExp | null]>([
    ["a rule as it is", said, null],
    ["no name", { ...said, name: "" }, /Give it a name/],
    ["a name with space around it", { ...said, name: " x" }, /Give it a name/],
    ["a name of 129 characters", { ...said, name: "x".repeat(129) }, /Give it a name/],
    ["a long description", { ...said, description: "x".repeat(501) }, /description/],
    ["the number 0", { ...said, priority: 0 }, /1 and 9999/],
    ["half a number", { ...said, priority: 1.5 }, /1 and 9999/],
    ["a suggestion beyond the longest", limits({ suggestedMinutes: 300 }), /suggests longer/],
    ["an extension below the longest", limits({ extendToMinutes: 60 }), /extends to less/],
    [
      "a zone of nowhere",
      limits({ hours: { zone: "Mars/Olympus", days: ["mon"], from: "08:00", to: "09:00" } }),
      /no time zone/,
    ],
    [
      "a stage of nobody",
      { ...said, content: content({ agreement: { stages: [stage([])] } }) },
      /names nobody/,
    ],
    [
      "a fallback of nobody",
      {
        ...said,
        content: content({
          agreement: {
            stages: [stage(["leads"], { fallback: { afterMinutes: 30, approvers: stage([]).approvers } })],
          },
        }),
      },
      /names nobody/,
    ],
  ])("%s", (_, rule, says) => {
    const problem = ruleProblem(rule);
    if (says === null) expect(problem).toBe(null);
    else expect(problem).toMatch(says);
  });
});

describe("ELG-02 a change gives more than was agreed to", () => {
  const reach = { triples: 10, people: 5, sets: 2, accounts: 1, examples: [] };
  const shown: RuleChangeJudgement = {
    differs: [],
    easier: ["up to 4 h instead of 2 h"],
    deadEnds: [],
    gained: reach,
    lost: reach,
    requests: { fallen: 0, stranded: 0 },
  };
  test.each<[string, Partial<RuleChangeJudgement>, boolean]>([
    ["the same", {}, false],
    ["fewer ways to ask", { gained: { ...reach, triples: 9 } }, false],
    ["more is lost", { lost: { ...reach, triples: 99 } }, false],
    ["nothing is easier any more", { easier: [] }, false],
    ["more ways to ask", { gained: { ...reach, triples: 11 } }, true],
    ["more people, with fewer ways each", { gained: { ...reach, people: 6 } }, true],
    ["more accounts", { gained: { ...reach, accounts: 2 } }, true],
    ["something else is easier", { easier: [...shown.easier, "nobody has to agree any more"] }, true],
  ])("when it is %s: %o", (_, now, further) =>
    expect(widensFurther(shown, { ...shown, ...now })).toBe(further),
  );
});

test("a change waits for a week", () =>
  expect(lapsesAt(new Date("2026-11-20T12:00:00Z"))).toEqual(new Date("2026-11-27T12:00:00Z")));
