import type { Actor, Doing } from "#lib/core/actor.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { takeRules } from "#lib/db/rules.ts";
import { knownNames } from "./known-names.ts";
import { putRule } from "./put-rule.ts";
import { resolveRule } from "./resolve-rule.ts";

type Host = Extract<Actor, { kind: "host" }>;

/** Names in the rules file that the catalogue does not know, or knows more than once. Nothing was changed. */
export class UnknownNames extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "UnknownNames";
    this.problems = problems;
  }
}

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
    const known = await knownNames(tx);
    const problems: string[] = [];
    const resolved = rules.map(({ name, description, enabled, priority, ...rule }) => ({
      name,
      description,
      enabled,
      priority,
      content: resolveRule({ name, description, enabled, priority, ...rule }, known, problems),
    }));
    if (problems.length > 0) throw new UnknownNames(problems);

    const by = `${doing.actor.user} on the host`;
    let changed = 0;
    for (const rule of resolved) if (await putRule(tx, doing.now, by, rule)) changed += 1;
    const leftOut = await tx.rule.findMany({
      where: { name: { notIn: rules.map((rule) => rule.name) }, enabled: true },
    });
    for (const rule of leftOut)
      await putRule(tx, doing.now, by, {
        name: rule.name,
        description: rule.description,
        enabled: false,
        priority: rule.priority,
        content: ruleContent.parse(rule.content),
      });
    const disabled = leftOut.length;
    if (changed + disabled > 0) {
      await record(tx, doing, {
        action: "rules.loaded",
        target: { kind: "rules", id: "rules", name: "rules file" },
        cause: "loaded on the host",
        details: { changed, disabled, names: rules.map((rule) => rule.name) },
      });
    }
    return { changed, disabled };
  });
}
