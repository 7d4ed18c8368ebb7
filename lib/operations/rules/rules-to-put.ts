import type { KnownNames } from "#lib/core/rules/known-names.ts";
import { resolveRule } from "#lib/core/rules/resolve-rule.ts";
import type { SaidRule } from "#lib/core/rules/rule-change.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { RuleInFile, RuleProblem } from "#lib/core/rules/rules-file.ts";

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
 * @param known the names that the catalogue has
 * @param current the rules as they are
 * @throws UnknownNames when a name is not in the catalogue exactly once
 */
export function rulesToPut(
  known: KnownNames,
  file: readonly RuleInFile[],
  current: readonly (Rule & { description: string })[],
): SaidRule[] {
  const problems: string[] = [];
  const named = file.map((rule): SaidRule => {
    const { name, description, enabled, priority } = rule;
    const unknown: RuleProblem[] = [];
    const content = resolveRule(rule, known, unknown);
    problems.push(...unknown.map(({ message }) => `${name}: ${message}`));
    return { name, description, enabled, priority, content };
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
