import type { Rule } from "#lib/core/rules/rule-content.ts";
import { ruleDifferences } from "#lib/core/rules/rule-differences.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { judgeRules, type RulesPlan, readJudged } from "#lib/db/judge-rules.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";
import { rulesToPut } from "./rules-to-put.ts";

/**
 * What would come of it if a rules file were applied; nothing is changed.
 * @throws UnknownNames when a name is not in the catalogue exactly once
 */
export async function planRules(file: readonly RuleInFile[]): Promise<RulesPlan> {
  return db().$transaction(
    async (tx) => {
      const current = await loadDescribedRules(tx);
      const judged = await readJudged(tx);
      const after = rulesToPut(judged.known, file, current).map((rule): Rule => {
        const stored = current.find(({ name }) => name === rule.name);
        const { name, enabled, priority, content } = rule;
        const planned = { id: stored?.id ?? name, name, enabled, priority, content };
        const isSame =
          stored !== undefined && ruleDifferences(stored, { ...planned, version: 0 }).length === 0;
        return { ...planned, version: isSame ? stored.version : (stored?.version ?? 0) + 1 };
      });
      return judgeRules(tx, judged, current, after);
    },
    { timeout: 60_000, isolationLevel: "RepeatableRead" },
  );
}
