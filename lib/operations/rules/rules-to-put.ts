import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { RuleInFile } from "#lib/core/rules/rules-file.ts";
import type { Db } from "#lib/db/client.ts";
import { knownNames } from "./known-names.ts";
import type { RuleToPut } from "./put-rule.ts";
import { resolveRule } from "./resolve-rule.ts";

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
 * What the rules would be if a file were applied: those that it names as it has them, and every other switched off.
 * @param current the rules as they are
 * @throws UnknownNames when a name is not in the catalogue exactly once
 */
export async function rulesToPut(
  tx: Db,
  file: readonly RuleInFile[],
  current: readonly (Rule & { description: string })[],
): Promise<RuleToPut[]> {
  const known = await knownNames(tx);
  const problems: string[] = [];
  const named = file.map((rule): RuleToPut => {
    const { name, description, enabled, priority } = rule;
    return { name, description, enabled, priority, content: resolveRule(rule, known, problems) };
  });
  if (problems.length > 0) throw new UnknownNames(problems);
  const names = new Set(named.map(({ name }) => name));
  const leftOut = current
    .filter(({ name, enabled }) => enabled && !names.has(name))
    .map(({ name, description, priority, content }) => ({
      name,
      description,
      enabled: false,
      priority,
      content,
    }));
  return [...named, ...leftOut];
}
