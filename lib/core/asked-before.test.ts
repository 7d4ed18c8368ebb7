import { expect, test } from "vitest";
import { type AskedBefore, differencesSince } from "./asked-before.ts";
import type { DecidingRule } from "./shown-access.ts";

const before: AskedBefore = {
  id: "request",
  number: 1041,
  minutes: 240,
  reason: "Replay stuck refunds.",
  ticket: "PAY-12",
  ruleId: "on-call",
  ruleName: "On call",
  ruleVersion: 3,
};
const rule: DecidingRule & { version: number } = {
  id: "on-call",
  name: "On call",
  version: 3,
  maxMinutes: 240,
  suggestedMinutes: null,
  aheadMinutes: 0,
  deadlineMinutes: 1_440,
  reasonMinLength: 0,
  tickets: [],
  templates: [],
  stages: [],
};

test.each<[string, { maxMinutes?: number; rule?: Partial<typeof rule> | null }, readonly string[]]>([
  ["nothing, while all is as it was", {}, []],
  [
    "a length that is too long now",
    { maxMinutes: 120 },
    ["It was for 4 h; at most 2 h may be asked for now."],
  ],
  [
    "another rule that decides",
    { rule: { id: "incidents", name: "Incidents", version: 1 } },
    ["It fell under the rule On call; now Incidents decides."],
  ],
  ["a rule that has changed", { rule: { version: 4 } }, ["The rule On call has changed since."]],
  [
    "a reason that is too short now",
    { rule: { reasonMinLength: 40 } },
    ["The reason has to have at least 40 characters now."],
  ],
  [
    "another ticket that is needed now",
    { rule: { tickets: ["INC-#", "SEV-#"] } },
    ["A ticket is needed now, such as INC-# or SEV-#."],
  ],
  ["no ticket that is good enough still", { rule: { tickets: ["PAY-#"] } }, []],
  [
    "the length alone, where nobody can tell which rule decides",
    { maxMinutes: 120, rule: null },
    ["It was for 4 h; at most 2 h may be asked for now."],
  ],
])("says %s", (_, today, said) => {
  const decides = today.rule === null ? undefined : { ...rule, ...today.rule };
  expect(differencesSince(before, { maxMinutes: today.maxMinutes ?? 240, rule: decides })).toEqual(said);
});
