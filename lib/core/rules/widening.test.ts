import { describe, expect, test } from "vitest";
import { compareReach } from "./compare-reach.ts";
import { rulesFor } from "./covers.ts";
import { decidingRule, type Term } from "./deciding-rule.ts";
import { type Ground, layer } from "./laid-rules.ts";
import { easierThan, loosenings } from "./loosenings.ts";
import { newlyNamed } from "./newly-named.ts";
import { overtakings } from "./overtakings.ts";
import { type Chance, chanceOf, randomGround, randomRule } from "./random-rules.fixture.ts";
import { type RoleWeight, roleWeight } from "./role-weight.ts";
import { rule as ruleOf, stage } from "./rule.fixture.ts";
import type { Rule, RuleContent } from "./rule-content.ts";
import { type Weights, weightier } from "./weightier.ts";

const size = { people: 6, groups: 3, accounts: 4, units: 2, sets: 3 };
const lengths = [60, 120, 240] as const;
const hours = { zone: "UTC", days: ["mon"], from: "08:00", to: "16:00" } as const;

/** A rule by chance whose limits and agreement are by chance, too. */
function lively(chance: Chance, name: string): Rule {
  const { content, ...rest } = randomRule(chance, name, size);
  const max = chance.one(lengths);
  return {
    ...rest,
    content: {
      ...content,
      who: { ...content.who, everyone: chance.happens(0.5) },
      sets: { ...content.sets, patterns: chance.happens(0.5) ? ["*"] : content.sets.patterns },
      accounts: { ...content.accounts, all: chance.happens(0.5) },
      limits: {
        ...content.limits,
        maxMinutes: max,
        aheadMinutes: chance.one([0, 60]),
        atOnce: chance.one([null, 1, 2]),
        extendToMinutes: chance.one([null, max, max * 2]),
        hours: chance.happens(0.2) ? hours : null,
      },
      asks: { ...content.asks, reasonMinLength: chance.one([0, 20]) },
      agreement: {
        ...content.agreement,
        stages: Array.from({ length: chance.below(3) }, () =>
          stage([`group-${chance.below(2)}`], { quorum: 1 + chance.below(2) }),
        ),
      },
    },
  };
}

/** The same rule with one part of it otherwise, as an administrator changes it. */
function otherwise(chance: Chance, rule: Rule): Rule {
  const other = lively(chance, rule.name);
  const part = chance.one([
    "who",
    "sets",
    "accounts",
    "limits",
    "asks",
    "agreement",
  ]) satisfies keyof RuleContent;
  const version = rule.version + 1;
  if (chance.happens(0.2)) return { ...rule, version, enabled: !rule.enabled };
  if (chance.happens(0.2)) return { ...rule, version, priority: other.priority };
  return { ...rule, version, content: { ...rule.content, [part]: other.content[part] } };
}

const now = new Date("2026-11-27T12:00:00Z");
const terms: readonly Term[] = lengths.flatMap((minutes) =>
  [0, 60].flatMap((ahead) =>
    [undefined, 60, 240].map((heldMinutes) => ({
      minutes,
      startsAt: new Date(now.getTime() + ahead * 60_000),
      now,
      weight: "ordinary" as const,
      ...(heldMinutes !== undefined && { heldMinutes }),
    })),
  ),
);

const weights: Weights = {
  administratorLike: new Map([["arn:Set-0", "AdministratorAccess"]]),
  powers: new Map([
    ["account-0", "own"],
    ["account-1", "delegated"],
  ]),
};

function weightIn(arn: string, accountId: string): RoleWeight {
  const administratorLike = weights.administratorLike.get(arn) ?? null;
  return roleWeight({ administratorLike }, weights.powers.get(accountId));
}

type WeightOf = typeof weightIn;

/** Somebody's term, anywhere, that is decided more easily than before, found by asking about each; null when there is none. */
function easierSomewhere(
  { people, sets, accounts }: Ground,
  before: readonly Rule[],
  after: readonly Rule[],
  weightOf: WeightOf,
): string | null {
  for (const { id, groupIds } of people)
    for (const set of sets)
      for (const place of accounts) {
        const person = { personId: id, groupIds: new Set(groupIds) };
        const [was, is] = [rulesFor(before, person, place, set), rulesFor(after, person, place, set)];
        const weight = weightOf(set.arn, place.accountId);
        for (const term of terms) {
          const decided = decidingRule(was, { ...term, weight }).rule;
          const decides = decidingRule(is, { ...term, weight }).rule;
          if (decides && (!decided || easierThan(decided.content, decides.content).length > 0))
            return `${id} ${set.name} ${place.accountId} ${term.minutes} ${term.heldMinutes}: ${decided?.name} then ${decides.name}`;
        }
      }
  return null;
}

const gains = (ground: Ground, before: readonly Rule[], after: readonly Rule[]) =>
  compareReach(layer(ground), before, after).gained.triples > 0;

const loosens = (ground: Ground, before: readonly Rule[], after: readonly Rule[]) =>
  overtakings(layer(ground), before, after).size > 0 ||
  after.some((rule) => loosenings(before.find(({ id }) => id === rule.id) ?? null, rule).length > 0);

const namesOrWeighsMore = (ground: Ground, before: readonly Rule[], after: readonly Rule[]) =>
  after.some((rule) => {
    const was = before.find(({ id }) => id === rule.id) ?? null;
    return newlyNamed(was, rule).length > 0 || weightier(layer(ground), was, rule, weights).length > 0;
  });

/** Changes by chance that are told as narrowing, and whether anything became easier all the same. */
function narrowings(
  seed: number,
  isTold: (...of: Parameters<typeof gains>) => boolean,
  weightOf: WeightOf,
): (string | null)[] {
  return Array.from({ length: 40 }, (_, round) => round).flatMap((round) => {
    const chance = chanceOf(seed * 7_919 + round * 104_729 + 1);
    const ground = randomGround(chance, size);
    const before = ["a", "b", "c"].map((name) => lively(chance, name));
    const which = chance.below(4);
    const after = before.map((rule, at) => (at === which ? otherwise(chance, rule) : rule));
    if (which === 3) after.push(lively(chance, "d"));
    return isTold(ground, before, after) ? [] : [easierSomewhere(ground, before, after, weightOf)];
  });
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe("ELG-02 ELG-03 what makes anything easier for anybody is told as widening", () => {
  test.each(seeds)("by asking about each person, set, account and length (%i)", (seed) => {
    const found = narrowings(
      seed,
      (...of) => gains(...of) || loosens(...of),
      () => "ordinary",
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((each) => each !== null)).toEqual([]);
  });

  test.each(seeds)("ELG-06 by asking about roles of every weight, too (%i)", (seed) => {
    const found = narrowings(
      seed,
      (...of) => gains(...of) || loosens(...of) || namesOrWeighsMore(...of),
      weightIn,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((each) => each !== null)).toEqual([]);
  });
});

const ground: Ground = {
  people: [{ id: "ines", groupIds: ["engineers"], hasMail: true, calledBy: [] }],
  accounts: [{ accountId: "payments", ouPath: ["root"], tags: {} }],
  sets: [{ arn: "operator", name: "Operator", tags: {} }],
};
const strict = ruleOf("strict", {}, { priority: 10 });
const lax = ruleOf("lax", { agreement: { stages: [] } }, { priority: 20 });

describe("ELG-03 which rule comes to decide", () => {
  test.each<[string, Rule[], Rule[], string | null]>([
    ["a strict one is switched off", [strict, lax], [{ ...strict, enabled: false }, lax], "strict"],
    ["a strict one is taken out of the account", [strict, lax], [without(strict), lax], "strict"],
    ["a strict one allows less time", [strict, lax], [shorter(strict), lax], "strict"],
    ["a strict one decides later", [strict, lax], [{ ...strict, priority: 30 }, lax], "strict"],
    ["a lax one is new before it", [strict], [strict, { ...lax, priority: 1 }], "lax"],
    ["a lax one is new behind it", [strict], [strict, lax], null],
    ["a lax one behind it allows longer", [strict], [strict, longer(lax)], "lax"],
    ["a lax one is switched off", [strict, lax], [strict, { ...lax, enabled: false }], null],
    ["a strict one is new before a lax one", [lax], [strict, lax], null],
    ["a strict one is switched off that stood behind", [{ ...strict, priority: 30 }, lax], [lax], null],
  ])("when %s", (_, before, after, whose) => {
    expect([...overtakings(layer(ground), before, after).keys()]).toEqual(whose === null ? [] : [whose]);
  });

  test("is said with what becomes easier", () => {
    expect(
      overtakings(layer(ground), [strict, lax], [{ ...strict, enabled: false }, lax]).get("strict"),
    ).toEqual(["“lax” may decide instead of “strict”: nobody has to agree any more"]);
  });
});

function without({ content, ...rule }: Rule): Rule {
  return { ...rule, version: 2, content: { ...content, accounts: { ...content.accounts, ids: [] } } };
}

function shorter({ content, ...rule }: Rule): Rule {
  return { ...rule, version: 2, content: { ...content, limits: { ...content.limits, maxMinutes: 60 } } };
}

function longer({ content, ...rule }: Rule): Rule {
  return { ...rule, version: 2, content: { ...content, limits: { ...content.limits, maxMinutes: 480 } } };
}

describe("ELG-06 a rule that more have to agree to offers roles that weigh more", () => {
  const at = (voices: number) =>
    ruleOf("a", { agreement: { stages: voices === 0 ? [] : [stage(["leads"], { quorum: voices })] } });
  test.each<[string, number, number, string | null, "own" | "delegated" | undefined, RegExp | null]>([
    [
      "an administrator’s role, from nobody to one",
      0,
      1,
      "AdministratorAccess",
      undefined,
      /like an administrator’s/,
    ],
    ["an administrator’s role, from one to two", 1, 2, "AdministratorAccess", undefined, null],
    ["an ordinary role, from nobody to one", 0, 1, null, undefined, null],
    ["the console’s own account, from one to two", 1, 2, null, "own", /power over the console/],
    [
      "the delegated account, from one to two",
      1,
      2,
      "AdministratorAccess",
      "delegated",
      /power over the console/,
    ],
    ["an ordinary role in the delegated account, from one to two", 1, 2, null, "delegated", null],
    ["the console’s own account, from two to three", 2, 3, null, "own", null],
  ])("%s", (_, was, is, like, power, says) => {
    const of: Weights = {
      administratorLike: new Map([["operator", like]]),
      powers: new Map(power ? [["payments", power]] : []),
    };
    const said = weightier(layer(ground), at(was), at(is), of);
    if (says === null) expect(said).toEqual([]);
    else expect(said).toEqual([expect.stringMatching(says)]);
  });
});

describe("ELG-01 what a rule names more than before", () => {
  const before = ruleOf("a", { who: { except: { groups: ["interns"], people: [] } } });
  test.each<[string, Rule, string[]]>([
    ["nothing", before, []],
    [
      "another group",
      ruleOf("a", { who: { ...before.content.who, groups: ["engineers", "empty"] } }),
      ["who may ask"],
    ],
    [
      "an exception less",
      ruleOf("a", { who: { ...before.content.who, except: { groups: [], people: [] } } }),
      ["who may ask"],
    ],
    ["everyone", ruleOf("a", { who: { ...before.content.who, everyone: true } }), ["who may ask"]],
    ["a pattern", ruleOf("a", { ...before.content, sets: { patterns: ["Fu*"] } }), ["permission sets"]],
    [
      "a tag",
      ruleOf("a", { ...before.content, accounts: { tags: [{ key: "k", value: "v" }] } }),
      ["accounts"],
    ],
    ["a unit", ruleOf("a", { ...before.content, accounts: { units: ["u"] } }), ["accounts"]],
    ["fewer accounts", ruleOf("a", { ...before.content, accounts: { ids: [] } }), []],
    [
      "anything, but it is off",
      ruleOf("a", { ...before.content, accounts: { all: true } }, { enabled: false }),
      [],
    ],
  ])("%s", (_, after, names) => expect(newlyNamed(before, after)).toEqual(names));

  test("is everything when it was off, or is new", () => {
    const all = ["who may ask", "permission sets", "accounts"];
    expect(newlyNamed(null, before)).toEqual(all);
    expect(newlyNamed({ ...before, enabled: false }, before)).toEqual(all);
  });
});
