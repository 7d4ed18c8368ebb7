import type { DraftProblems } from "./field-problems.ts";
import type { KnownNames } from "./known-names.ts";
import { namesIn } from "./names-in.ts";
import { resolveRule } from "./resolve-rule.ts";
import type { SaidRule } from "./rule-change.ts";
import { ruleContent } from "./rule-content.ts";
import { parseRule, type RuleProblem } from "./rules-file.ts";

/**
 * A rule as somebody wrote it, as it would be kept.
 * @param written as a rules file would hold it, not parsed
 * @param known the names that may stand in it
 */
export function readDraft(
  written: unknown,
  known: KnownNames,
): { rule: SaidRule } | { problems: DraftProblems } {
  const parsed = parseRule(written);
  const unknown: RuleProblem[] = [];
  if ("problems" in parsed) {
    const names = namesIn(written);
    if (names) resolveRule(names, known, unknown);
    return { problems: { written: parsed.problems, unknown } };
  }
  const resolved = resolveRule(parsed.rule, known, unknown);
  if (unknown.length > 0) return { problems: { written: [], unknown } };
  const content = ruleContent.safeParse(resolved);
  if (!content.success) return { problems: { written: contentProblems(content.error.issues), unknown: [] } };
  const { name, description, enabled, priority } = parsed.rule;
  return { rule: { name, description, enabled, priority, content: content.data } };
}

const MESSAGES = { sets: "permissionSets", accounts: "where" } as const;

/** A bound that only the kept form has, such as the number of patterns; told at the part of the rule that it is in. */
function contentProblems(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): RuleProblem[] {
  return issues.map(({ path: [part], message }) => ({
    path: [part === "sets" || part === "accounts" ? MESSAGES[part] : String(part ?? "name")],
    message,
  }));
}
