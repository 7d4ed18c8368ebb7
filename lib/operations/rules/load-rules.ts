import type { Actor, Doing } from "#lib/core/actor.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { knownNames } from "#lib/db/known-names.ts";
import { record } from "#lib/db/record.ts";
import { loadDescribedRules, takeRules } from "#lib/db/rules.ts";
import { putRule } from "./put-rule.ts";
import { rulesToPut } from "./rules-to-put.ts";

type Host = Extract<Actor, { kind: "host" }>;

/**
 * Makes the rules what the file says: rules are known by their name, one that changed gets a new version, one that the
 * file leaves out is switched off (requests that were judged by it keep pointing at it).
 * @throws UnknownNames when a name is not in the catalogue exactly once
 */
export async function loadRules(
  doing: Doing<Host>,
  rules: readonly RuleInFile[],
): Promise<{ changed: number; disabled: number }> {
  return db().$transaction(async (tx) => {
    await takeRules(tx);
    const by = `${doing.actor.user} on the host`;
    const names = new Set(rules.map(({ name }) => name));
    let changed = 0;
    let disabled = 0;
    for (const rule of rulesToPut(await knownNames(tx), rules, await loadDescribedRules(tx))) {
      if (!(await putRule(tx, doing.now, by, rule))) continue;
      if (names.has(rule.name)) changed += 1;
      else disabled += 1;
    }
    if (changed + disabled > 0) {
      await record(tx, doing, {
        action: "rules.loaded",
        target: { kind: "rules", id: "rules", name: "rules file" },
        cause: "loaded on the host",
        details: { changed, disabled, names: [...names] },
      });
    }
    return { changed, disabled };
  });
}
