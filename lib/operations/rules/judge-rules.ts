import { compareReach, type ReachChange } from "#lib/core/rules/compare-reach.ts";
import { deadEndsOf } from "#lib/core/rules/dead-ends.ts";
import { type Layer, layer } from "#lib/core/rules/laid-rules.ts";
import { loosenings } from "#lib/core/rules/loosenings.ts";
import { newlyNamed } from "#lib/core/rules/newly-named.ts";
import { overtakings } from "#lib/core/rules/overtakings.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { ruleDifferences } from "#lib/core/rules/rule-differences.ts";
import type { Db } from "#lib/db/client.ts";
import { readGround } from "#lib/db/ground.ts";
import { listNames } from "#lib/format.ts";
import { requestsAffected } from "./requests-affected.ts";

export type PlannedRule = {
  name: string;
  change: "new" | "changed" | "switched off";
  /** Which of its parts differ, in words. */
  differs: readonly string[];
  /** What becomes easier by it, apart from who may ask for what where. */
  easier: readonly string[];
  /** Where it would lead to nothing. */
  deadEnds: readonly string[];
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

/**
 * What would come of it if the rules became others, over the catalogue as it is now.
 * @param after rules that do not change have the same id and version
 */
export async function judgeRules(
  tx: Db,
  current: readonly Rule[],
  after: readonly Rule[],
): Promise<RulesPlan> {
  const ground = await readGround(tx);
  const reach = compareReach(ground, current, after);
  const layered = layer(ground);
  const overtaken = overtakings(layered, current, after);
  const rules = after.flatMap((rule) => {
    const planned = plannedRule(layered, current, rule);
    if (!planned) return [];
    const before = current.find(({ id }) => id === rule.id) ?? null;
    const names = reach.gained.triples === 0 ? newlyNamed(before, rule) : [];
    const later =
      names.length === 0 ? [] : [`it names more (${listNames(names)}), which may reach further later`];
    return [{ ...planned, easier: [...planned.easier, ...(overtaken.get(rule.id) ?? []), ...later] }];
  });
  return {
    rules,
    ...reach,
    requests: await requestsAffected(tx, ground, after),
    isWidening: reach.gained.triples > 0 || rules.some(({ easier }) => easier.length > 0),
  };
}

function plannedRule(layered: Layer, current: readonly Rule[], rule: Rule): PlannedRule | null {
  const before = current.find(({ id }) => id === rule.id) ?? null;
  const differs = before === null ? [] : ruleDifferences(before, rule);
  if (before !== null && differs.length === 0 && before.name === rule.name) return null;
  return {
    name: rule.name,
    change: before === null ? "new" : before.enabled && !rule.enabled ? "switched off" : "changed",
    differs,
    easier: loosenings(before, rule),
    deadEnds: rule.enabled ? deadEndsOf(layered, rule) : [],
  };
}
