import { describe, expect, test } from "vitest";
import { fieldProblems } from "./field-problems.ts";
import { alsoKnowing, type KnownNames, knownNamesOf } from "./known-names.ts";
import { namedIds } from "./named-ids.ts";
import { type Chance, chanceOf, randomRule } from "./random-rules.fixture.ts";
import { readDraft } from "./read-draft.ts";
import { content, stage } from "./rule.fixture.ts";
import type { SaidRule } from "./rule-change.ts";
import type { RuleContent, Stage } from "./rule-content.ts";
import { fieldsOfRule, newRuleFields, type RuleFields, ruleOfFields, textFields } from "./rule-fields.ts";
import { readRuleYaml, writeRulesYaml } from "./rules-yaml.ts";
import { writeRule } from "./write-rule.ts";

const size = { people: 40, groups: 30, accounts: 30, units: 12, sets: 20 };

/** Everything that random rules name: each thing has a name of its own, but for two groups that share one. */
function namesOf(count: number, what: string, prefix = ""): [string, string][] {
  return Array.from({ length: count }, (_, at) => [`${prefix}${what}-${at}`, `${what} number ${at}`]);
}
const known: KnownNames = knownNamesOf({
  group: namesOf(size.groups, "group").map(([id, name], at) => [id, at < 2 ? "twins" : name]),
  person: namesOf(size.people, "person"),
  "permission set": namesOf(size.sets, "Set", "arn:"),
  account: namesOf(size.accounts, "account"),
  "organisational unit": namesOf(size.units, "unit"),
});

const LENGTHS = [15, 30, 60, 90, 240, 1_440, 2_880, 10_080] as const;

function randomStage(chance: Chance): Stage {
  const approvers = () => ({
    groups: chance.some(["group-1", "group-4", "group-7"], 2),
    people: chance.some(["person-3", "person-9"], 1),
    ownerTag: chance.happens(0.3) ? chance.one(["owner", "team=lead", "Owner Of"]) : null,
    manager: chance.happens(0.3),
  });
  const some = { ...approvers(), groups: ["group-5"] };
  return stage([], {
    approvers: some,
    quorum: 1 + chance.below(5),
    fallback: chance.happens(0.4)
      ? { afterMinutes: chance.one(LENGTHS), approvers: { ...approvers(), people: ["person-2"] } }
      : null,
  });
}

/** A rule by chance that says everything that a rule can say, and names somebody, something and somewhere. */
function randomToPut(seed: number): SaidRule {
  const chance = chanceOf(seed);
  const drawn = randomRule(chance, `rule ${seed}`, size);
  const maxMinutes = chance.one(LENGTHS);
  const { who, sets, accounts } = drawn.content;
  const said: RuleContent = content({
    who: { ...who, groups: who.everyone ? who.groups : [...new Set([...who.groups, "group-3"])] },
    sets: {
      ...sets,
      arns: [...new Set([...sets.arns, "arn:Set-1"])],
      tags: [...sets.tags, ...(chance.happens(0.3) ? [{ key: "a=b", value: ' "x" ' }] : [])],
    },
    accounts: {
      ...accounts,
      units: [...new Set([...accounts.units, "unit-2"])],
      tags: chance.happens(0.3)
        ? [
            { key: "stage", value: "prod" },
            { key: "stage", value: "" },
            { key: "constructor", value: "x" },
          ]
        : accounts.tags,
    },
    limits: {
      maxMinutes,
      suggestedMinutes: chance.happens(0.5) ? 15 : null,
      aheadMinutes: chance.one([0, 60, 10_080, 43_200]),
      atOnce: chance.happens(0.5) ? 1 + chance.below(20) : null,
      extendToMinutes: chance.happens(0.5) ? Math.min(10_080, maxMinutes * 2) : null,
      hours: chance.happens(0.5)
        ? { zone: "Europe/Oslo", days: ["mon", "fri"], from: "08:00", to: chance.one(["16:00", "02:30"]) }
        : null,
    },
    asks: {
      reasonMinLength: chance.below(200),
      tickets: chance.some(["INC-#", "CHG-*", "PAY-#"], 3),
      templates: chance.some(["Incident …: restore …", "On call for …"], 2),
    },
    agreement: {
      stages: Array.from({ length: chance.below(5) }, () => randomStage(chance)),
      deadlineMinutes: chance.one(LENGTHS),
    },
  });
  return {
    name: drawn.name,
    description: chance.happens(0.5) ? "Why there is this rule." : "",
    enabled: drawn.enabled,
    priority: drawn.priority,
    content: said,
  };
}

const seeds = Array.from({ length: 300 }, (_, at) => at + 1);

describe("a rule comes back as it was", () => {
  test("from the fields of a form, 300 rules by chance", () => {
    for (const seed of seeds) {
      const rule = randomToPut(seed);
      const fields = fieldsOfRule(writeRule(rule, known));
      expect(readDraft(ruleOfFields(fields).written, known)).toEqual({ rule });
    }
  });

  test("from its text, 300 rules by chance", () => {
    for (const seed of seeds) {
      const rule = randomToPut(seed);
      const read = readRuleYaml(writeRulesYaml([writeRule(rule, known)]));
      expect("written" in read && readDraft(read.written, known)).toEqual({ rule });
    }
  });

  test("with what is gone from AWS, as long as it is its own", () => {
    const rule = randomToPut(7);
    const fields = fieldsOfRule(writeRule(rule, nothing));
    const own = alsoKnowing(nothing, namedIds(rule.content));
    expect(readDraft(ruleOfFields(fields).written, own)).toEqual({ rule });
    expect(readDraft(ruleOfFields(fields).written, nothing)).toHaveProperty("problems.unknown.0");
  });

  test("whatever line ends, blanks and repetitions the fields came with", () => {
    const rule = randomToPut(11);
    const fields = fieldsOfRule(writeRule(rule, known));
    const sent = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value !== "string" || !value.includes("\n")
          ? value
          : `\r\n ${value.replaceAll("\n", " \r\n\r\n")}\r\n`,
      ]),
    );
    expect(readDraft(ruleOfFields(sent).written, known)).toEqual({ rule });
  });
});

const nothing = knownNamesOf({
  group: [],
  person: [],
  "permission set": [],
  account: [],
  "organisational unit": [],
});

const good: RuleFields = {
  ...newRuleFields,
  name: "On call",
  "who.groups": "group number 3",
  "permissionSets.names": "Set number 1",
  "where.accounts": "account number 4",
  "agree.0.groups": "group number 5",
};

function problemsOf(changes: RuleFields): Readonly<Record<string, string>> {
  const { written, stages } = ruleOfFields({ ...good, ...changes });
  const read = readDraft(written, known);
  return "problems" in read ? fieldProblems(read.problems, stages) : {};
}

describe("what is wrong is said at its field", () => {
  test("a rule that says enough is read", () => {
    expect(problemsOf({})).toEqual({});
  });

  test("a new rule says first what it still has to say", () => {
    const { written, stages } = ruleOfFields(newRuleFields);
    const read = readDraft(written, known);
    expect(Object.keys("problems" in read ? fieldProblems(read.problems, stages) : {})).toEqual([
      "name",
      "who.groups",
      "permissionSets.names",
      "where.organisationalUnits",
      "agree.0.groups",
    ]);
  });

  test.each<[string, RuleFields, string, RegExp]>([
    ["no name", { name: " " }, "name", /^Give it a name/],
    ["a number that is none", { priority: "first" }, "priority", /from 1 to 9999/],
    ["a number beyond the bounds", { priority: "0" }, "priority", /from 1 to 9999/],
    ["nobody", { "who.groups": "" }, "who.groups", /let everyone ask/],
    ["no set", { "permissionSets.names": "" }, "permissionSets.names", /Name a permission set/],
    ["no account", { "where.accounts": "" }, "where.organisationalUnits", /take all accounts/],
    [
      "a group that there is none of",
      { "who.groups": "groop" },
      "who.groups",
      /^The group "groop" is not in the catalogue\.$/,
    ],
    ["a name of two groups", { "who.groups": "twins" }, "who.groups", /there more than once/],
    [
      "an exception that there is none of",
      { "who.except.people": "no.one" },
      "who.except.people",
      /"no\.one"/,
    ],
    [
      "a set that there is none of",
      { "permissionSets.except.names": "Nothing" },
      "permissionSets.except.names",
      /"Nothing"/,
    ],
    [
      "a unit that there is none of",
      { "where.organisationalUnits": "Lost/Unit" },
      "where.organisationalUnits",
      /"Lost\/Unit"/,
    ],
    ["a tag without a value", { "where.tags": "stage" }, "where.tags", /^Write a tag a line/],
    ["a tag that no record can hold", { "where.tags": "__proto__=x" }, "where.tags", /^Write a tag a line/],
    ["a tag without a key", { "permissionSets.tags": "=x" }, "permissionSets.tags", /^Write a tag a line/],
    ["a name that is too long", { "who.people": "x".repeat(129) }, "who.people", /128 characters/],
    ["a length that is none", { "limits.max": "4 hours" }, "limits.max", /such as 90m, 4h or 2d/],
    ["a length that is too short", { "limits.max": "5m" }, "limits.max", /from 15m to 7d/],
    ["a suggestion beyond the longest", { "limits.suggested": "5h" }, "limits.suggested", /to the longest/],
    ["a start too far ahead", { "limits.ahead": "31d" }, "limits.ahead", /up to 30d/],
    ["more at once than there may be", { "limits.atOnce": "21" }, "limits.atOnce", /1 to 20/],
    ["an extension below the longest", { "limits.extendTo": "1h" }, "limits.extendTo", /to 7d/],
    ["hours on no day", hours({ "limits.hours.days": [] }), "limits.hours.days", /at least one day/],
    ["hours in no zone", hours({ "limits.hours.zone": "Oslo" }), "limits.hours.zone", /Europe\/Oslo/],
    ["hours without a beginning", hours({ "limits.hours.from": "" }), "limits.hours.from", /08:00/],
    ["hours that are none", hours({ "limits.hours.to": "24:00" }), "limits.hours.to", /16:00/],
    ["a reason of too many letters", { "asks.reasonMinLength": "201" }, "asks.reasonMinLength", /0 to 200/],
    [
      "too many patterns of tickets",
      { "asks.tickets": Array.from({ length: 11 }, (_, at) => `A-${at}`).join("\n") },
      "asks.tickets",
      /At most 10/,
    ],
    ["nobody who agrees", { "agree.0.groups": "" }, "agree.0.groups", /let the rule agree by itself/],
    ["a quorum of none", { "agree.0.quorum": "0" }, "agree.0.quorum", /from 1 to 5/],
    [
      "a fallback of nobody",
      { "agree.0.fallback.after": "1h" },
      "agree.0.fallback.groups",
      /may decide as well/,
    ],
    [
      "a fallback without a time",
      { "agree.0.fallback.people": "person number 3" },
      "agree.0.fallback.after",
      /from 15m to 7d/,
    ],
    [
      "a fallback too soon",
      { "agree.0.fallback.people": "person number 3", "agree.0.fallback.after": "5m" },
      "agree.0.fallback.after",
      /from 15m to 7d/,
    ],
    ["a deadline too late", { deadline: "8d" }, "deadline", /from 15m to 7d/],
    [
      "an unknown name at the stage of the form that it stands at",
      { "agree.2.groups": "groop" },
      "agree.2.groups",
      /"groop"/,
    ],
    [
      "a wrong number at the stage of the form that it stands at",
      { "agree.3.people": "person number 3", "agree.3.quorum": "six" },
      "agree.3.quorum",
      /from 1 to 5/,
    ],
  ])("%s", (_, changes, field, sentence) => {
    const problems = problemsOf(changes);
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toMatch(sentence);
    expect(textFields.includes(field) || field === "limits.hours.days").toBe(true);
  });

  test("wrong names are said beside everything else that is wrong", () => {
    const changes = {
      "limits.max": "a while",
      "who.groups": "groop",
      "where.except.accounts": "nowhere",
      "agree.2.fallback.people": "no.one",
    };
    expect(Object.keys(problemsOf(changes)).toSorted()).toEqual([
      "agree.2.fallback.after",
      ...Object.keys(changes).toSorted(),
    ]);
  });

  test("several wrong names of a field are all said there", () => {
    expect(problemsOf({ "who.groups": "one\ntwo" })["who.groups"]).toBe(
      'The group "one" is not in the catalogue. The group "two" is not in the catalogue.',
    );
  });
});

function hours(changes: RuleFields): RuleFields {
  return {
    "limits.begins": "hours",
    "limits.hours.zone": "Europe/Oslo",
    "limits.hours.days": ["mon"],
    "limits.hours.from": "08:00",
    "limits.hours.to": "16:00",
    ...changes,
  };
}

describe("the fields say", () => {
  test("hours only where they are chosen, and stages only where somebody has to agree", () => {
    const read = readDraft(
      ruleOfFields({ ...good, ...hours({}), "limits.begins": "any", agree: "automatic" }).written,
      known,
    );
    expect(read).toMatchObject({ rule: { content: { limits: { hours: null }, agreement: { stages: [] } } } });
  });

  test("by its id what shares its name with another", () => {
    const read = readDraft(ruleOfFields({ ...good, "who.groups": "group-0" }).written, known);
    expect(read).toMatchObject({ rule: { content: { who: { groups: ["group-0"] } } } });
  });
});

describe("a text is refused", () => {
  test.each([
    ["that is no YAML", "rules: [", /./],
    ["that is no rules file", "name: x", /begins with rules:/],
    ["that holds no rule", "rules: []", /has to hold one/],
    ["that holds two", "rules: [{ name: a }, { name: b }]", /has to hold one/],
  ])("%s", (_, text, problem) => {
    const read = readRuleYaml(text);
    expect("problem" in read ? read.problem : "").toMatch(problem);
  });

  test("where a name stands for too much: a hundred references to a hundred references", () => {
    const line = (at: number) =>
      `a${at}: &a${at} [${Array.from({ length: 10 }, () => `*a${at - 1}`).join(", ")}]`;
    const bomb = ["a0: &a0 [x]", ...Array.from({ length: 9 }, (_, at) => line(at + 1)), "rules: [*a9]"].join(
      "\n",
    );
    expect(readRuleYaml(bomb)).toHaveProperty("problem");
  });
});
