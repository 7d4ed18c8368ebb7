import type { WrittenRule } from "#lib/core/rules/rules-file.ts";
import { writeRule } from "#lib/core/rules/write-rule.ts";
import { db } from "#lib/db/client.ts";
import { knownNames } from "#lib/db/known-names.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";

/**
 * The rules that are switched on, as a rules file says them, in the order in which they decide. What the catalogue does not know any more is named by
 * its id; such a file cannot be applied as it is.
 */
export async function exportRules(): Promise<{ rules: WrittenRule[] }> {
  const [rules, known] = await Promise.all([loadDescribedRules(db()), knownNames(db())]);
  return {
    rules: rules
      .filter(({ enabled }) => enabled)
      .toSorted((a, b) => a.priority - b.priority || a.name.localeCompare(b.name, "en"))
      .map((rule) => writeRule(rule, known)),
  };
}
