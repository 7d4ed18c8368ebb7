import { compareReach, type ReachChange } from "#lib/core/rules/compare-reach.ts";
import { type DeadEnd, deadEndsOf } from "#lib/core/rules/dead-ends.ts";
import type { KnownNames } from "#lib/core/rules/known-names.ts";
import { type Layer, layer } from "#lib/core/rules/laid-rules.ts";
import { loosenings } from "#lib/core/rules/loosenings.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { ruleDifferences } from "#lib/core/rules/rule-differences.ts";
import type { Db } from "./client.ts";
import { readGround } from "./ground.ts";
import { knownNames } from "./known-names.ts";
import { requestsAffected } from "./requests-affected.ts";

export type PlannedRule = {
  id: string;
  name: string;
  change: "new" | "changed" | "switched off";
  /** Which of its parts differ, in words. */
  differs: readonly string[];
  /** What becomes easier under it, apart from who may ask for what where. */
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

/** What rules are judged over: the catalogue as it is, looked through once, and the names in it. */
export type Judged = { layered: Layer; known: KnownNames };

/** Reads what rules are judged over. */
export async function readJudged(tx: Db): Promise<Judged> {
  return { known: await knownNames(tx), layered: layer(await readGround(tx)) };
}

/**
 * What would come of it if the rules became others, over the catalogue as it is now.
 * @param after rules that do not change have the same id and version
 */
export async function judgeRules(
  tx: Db,
  { layered, known }: Judged,
  current: readonly Rule[],
  after: readonly Rule[],
): Promise<RulesPlan> {
  const reach = compareReach(layered.ground, current, after);
  const rules = after.flatMap((rule) => plannedRule(layered, known, current, rule));
  return {
    rules,
    ...reach,
    requests: await requestsAffected(tx, layered.ground, after),
    isWidening: reach.gained.triples > 0 || rules.some(({ easier }) => easier.length > 0),
  };
}

function plannedRule(layered: Layer, known: KnownNames, current: readonly Rule[], rule: Rule): PlannedRule[] {
  const before = current.find(({ id }) => id === rule.id) ?? null;
  const differs = before === null ? [] : ruleDifferences(before, rule);
  if (before !== null && differs.length === 0) return [];
  return [
    {
      id: rule.id,
      name: rule.name,
      change: before === null ? "new" : before.enabled && !rule.enabled ? "switched off" : "changed",
      differs,
      easier: loosenings(before, rule),
      deadEnds: rule.enabled ? deadEndsOf(layered, rule, known) : [],
    },
  ];
}
