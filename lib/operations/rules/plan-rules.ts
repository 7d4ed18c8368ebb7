import { compareReach, type ReachChange } from "#lib/core/rules/compare-reach.ts";
import { deadEndsOf } from "#lib/core/rules/dead-ends.ts";
import { type Layer, layer } from "#lib/core/rules/laid-rules.ts";
import { loosenings } from "#lib/core/rules/loosenings.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { ruleDifferences } from "#lib/core/rules/rule-differences.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readGround } from "#lib/db/ground.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";
import { requestsAffected } from "./requests-affected.ts";
import { rulesToPut } from "./rules-to-put.ts";

export type PlannedRule = {
  name: string;
  change: "new" | "changed" | "switched off";
  /** Which of its parts differ, in words. */
  differs: readonly string[];
  /** What becomes easier under it, apart from who may ask for what where. */
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
 * What would come of it if a rules file were applied; nothing is changed.
 * @throws UnknownNames when a name is not in the catalogue exactly once
 */
export async function planRules(file: readonly RuleInFile[]): Promise<RulesPlan> {
  return db().$transaction(
    async (tx) => {
      const current = await loadDescribedRules(tx);
      const after = (await rulesToPut(tx, file, current)).map((rule): Rule => {
        const stored = current.find(({ name }) => name === rule.name);
        const { name, enabled, priority, content } = rule;
        const planned = { id: stored?.id ?? name, name, enabled, priority, content };
        const isSame =
          stored !== undefined && ruleDifferences(stored, { ...planned, version: 0 }).length === 0;
        return { ...planned, version: isSame ? stored.version : (stored?.version ?? 0) + 1 };
      });
      const ground = await readGround(tx);
      const reach = compareReach(ground, current, after);
      const layered = layer(ground);
      const rules = after.flatMap((rule) => plannedRule(layered, current, rule));
      return {
        rules,
        ...reach,
        requests: await requestsAffected(tx, ground, after),
        isWidening: reach.gained.triples > 0 || rules.some(({ easier }) => easier.length > 0),
      };
    },
    { timeout: 60_000, isolationLevel: "RepeatableRead" },
  );
}

function plannedRule(layered: Layer, current: readonly Rule[], rule: Rule): PlannedRule[] {
  const before = current.find(({ id }) => id === rule.id) ?? null;
  const differs = before === null ? [] : ruleDifferences(before, rule);
  if (before !== null && differs.length === 0) return [];
  return [
    {
      name: rule.name,
      change: before === null ? "new" : before.enabled && !rule.enabled ? "switched off" : "changed",
      differs,
      easier: loosenings(before, rule),
      deadEnds: rule.enabled ? deadEndsOf(layered, rule) : [],
    },
  ];
}
