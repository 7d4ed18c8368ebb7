import type { z } from "zod";
import type { ruleShown } from "#lib/core/api/schemas.ts";
import { writeRule } from "#lib/core/rules/write-rule.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { knownNames } from "#lib/db/known-names.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";

/**
 * Every rule, those that are switched off as well, in the order in which they decide, as a rules file says it. Nobody but readers gets any.
 * @param id only the rule with this UUID, unless left out
 */
export async function showRules(viewer: Viewer, id?: string): Promise<z.infer<typeof ruleShown>[]> {
  if (!mayReadEverything(viewer)) return [];
  const [rules, known] = await Promise.all([loadDescribedRules(db()), knownNames(db())]);
  return rules
    .filter((rule) => id === undefined || rule.id === id)
    .toSorted((a, b) => a.priority - b.priority || a.name.localeCompare(b.name, "en"))
    .map((rule) => ({
      id: rule.id,
      version: rule.version,
      enabled: rule.enabled,
      rule: writeRule(rule, known),
    }));
}
