import { compareReach, type ReachChange } from "#lib/core/rules/compare-reach.ts";
import { type DeadEnd, deadEndsOf } from "#lib/core/rules/dead-ends.ts";
import type { KnownNames } from "#lib/core/rules/known-names.ts";
import { type Layer, layer } from "#lib/core/rules/laid-rules.ts";
import { loosenings } from "#lib/core/rules/loosenings.ts";
import { newlyNamed } from "#lib/core/rules/newly-named.ts";
import { overtakings } from "#lib/core/rules/overtakings.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { ruleDifferences } from "#lib/core/rules/rule-differences.ts";
import { type Weights, weightier } from "#lib/core/rules/weightier.ts";
import { listNames } from "#lib/format.ts";
import type { Db } from "./client.ts";
import { consolePowers } from "./console-powers.ts";
import { readGround } from "./ground.ts";
import { knownNames } from "./known-names.ts";
import { requestsAffected } from "./requests-affected.ts";

export type PlannedRule = {
  name: string;
  change: "new" | "changed" | "switched off";
  /** Which of its parts differ, in words. */
  differs: readonly string[];
  /** What becomes easier by it, apart from who may ask for what where. */
  easier: readonly string[];
  /** Where it would lead to nothing. */
  deadEnds: readonly DeadEnd[];
};

/** What would come of a change of the rules. */
export type RulesPlan = {
  rules: readonly PlannedRule[];
  gained: ReachChange;
  lost: ReachChange;
  /** Undecided requests that would not stand any more, and those that fewer could decide than are needed. */
  requests: { fallen: number; stranded: number };
  /** Whether anybody gains anything, or anything becomes easier. */
  isWidening: boolean;
};

/** What rules are judged over: the catalogue as it is, looked through once, the names in it, and what roles weigh. */
export type Judged = { layered: Layer; known: KnownNames; weights: Weights };

/** Reads what rules are judged over. */
export async function readJudged(tx: Db): Promise<Judged> {
  const sets = await tx.permissionSet.findMany({ select: { arn: true, administratorLike: true } });
  const administratorLike = new Map(sets.map((set) => [set.arn, set.administratorLike]));
  return {
    known: await knownNames(tx),
    layered: layer(await readGround(tx)),
    weights: { administratorLike, powers: await consolePowers(tx) },
  };
}

/**
 * What would come of it if the rules became others, over the catalogue as it is now.
 * @param after rules that do not change have the same id and version
 */
export async function judgeRules(
  tx: Db,
  { layered, known, weights }: Judged,
  current: readonly Rule[],
  after: readonly Rule[],
): Promise<RulesPlan> {
  const reach = compareReach(layered, current, after);
  const overtaken = overtakings(layered, current, after);
  const rules = after.flatMap((rule) => {
    const before = current.find(({ id }) => id === rule.id) ?? null;
    const planned = plannedRule(before, rule);
    if (!planned) return [];
    const names = reach.gained.triples === 0 ? newlyNamed(before, rule) : [];
    const later =
      names.length === 0 ? [] : [`it names more (${listNames(names)}), which may reach further later`];
    return [
      {
        ...planned,
        easier: [
          ...loosenings(before, rule),
          ...weightier(layered, before, rule, weights),
          ...(overtaken.get(rule.id) ?? []),
          ...later,
        ],
        deadEnds: rule.enabled ? deadEndsOf(layered, rule, known) : [],
      },
    ];
  });
  return {
    rules,
    ...reach,
    requests: await requestsAffected(tx, layered.ground, after),
    isWidening: reach.gained.triples > 0 || rules.some(({ easier }) => easier.length > 0),
  };
}

function plannedRule(
  before: Rule | null,
  rule: Rule,
): Pick<PlannedRule, "name" | "change" | "differs"> | null {
  const differs = before === null ? [] : ruleDifferences(before, rule);
  if (before !== null && differs.length === 0 && before.name === rule.name) return null;
  const change = before === null ? "new" : before.enabled && !rule.enabled ? "switched off" : "changed";
  return { name: rule.name, change, differs };
}
