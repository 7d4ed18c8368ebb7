import type { Refusal } from "#lib/core/refusal.ts";
import { type RuleChangeJudgement, ruleChangeHash, ruleProblem } from "#lib/core/rules/rule-change.ts";
import { ruleChangeDifferences } from "#lib/core/rules/rule-change-differences.ts";
import { type Rule, ruleContent } from "#lib/core/rules/rule-content.ts";
import type { Db } from "#lib/db/client.ts";
import type { RuleChange } from "#lib/db/generated/client.ts";
import { judgeRules, readJudged } from "#lib/db/judge-rules.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";
import type { RuleToPut } from "./put-rule.ts";

export type JudgedChange = { rule: RuleToPut; judgement: RuleChangeJudgement; isWidening: boolean };

/**
 * What would come of a proposed change, by the rules and the catalogue as they are now.
 * @returns what it widens, or why it cannot be applied: bad-rule, rule-changed, name-taken, no-difference; and the rules that it was judged by
 */
export async function judgeRuleChange(
  tx: Db,
  change: RuleChange,
): Promise<{ basedOn: string } & (JudgedChange | { refusal: Refusal })> {
  const current = await loadDescribedRules(tx);
  const basedOn = versionsOf(current);
  const rule = ruleOf(change);
  if ("refusal" in rule) return { basedOn, ...rule };
  const before = current.find(({ id }) => id === change.ruleId) ?? null;
  const refusal = judgeBase(change, rule, before, current);
  if (refusal) return { basedOn, refusal };
  const { name, enabled, priority, content } = rule;
  const id = before?.id ?? change.id;
  const after: Rule = { id, name, version: (before?.version ?? 0) + 1, enabled, priority, content };
  const plan = await judgeRules(tx, await readJudged(tx), current, [
    ...current.filter((each) => each.id !== id),
    after,
  ]);
  const [planned] = plan.rules;
  const { gained, lost, requests, isWidening } = plan;
  return {
    basedOn,
    rule,
    isWidening,
    judgement: {
      differs: before === null ? [] : ruleChangeDifferences(before, rule),
      easier: [...(planned?.easier ?? [])],
      deadEnds: (planned?.deadEnds ?? []).map(({ title }) => title),
      gained: { ...gained, examples: [...gained.examples] },
      lost: { ...lost, examples: [...lost.examples] },
      requests,
    },
  };
}

/** The rules, told apart by their versions. */
export function versionsOf(rules: readonly { id: string; version: number }[]): string {
  return rules
    .map(({ id, version }) => `${id} ${version}`)
    .toSorted()
    .join("\n");
}

/** The rule that a change proposes, once it is what was proposed and can be a rule. */
function ruleOf(change: RuleChange): RuleToPut | { refusal: Refusal } {
  const { name, description, enabled, priority, ruleId, baseVersion } = change;
  const content = ruleContent.safeParse(change.content);
  if (!content.success) return { refusal: { code: "bad-rule", problem: "its form is not that of a rule." } };
  const rule = { name, description, enabled, priority, content: content.data };
  if (ruleChangeHash({ ruleId, baseVersion, rule }) !== change.contentHash)
    return { refusal: { code: "bad-rule", problem: "it is not what was proposed any more." } };
  const problem = ruleProblem(rule);
  return problem === null ? rule : { refusal: { code: "bad-rule", problem } };
}

function judgeBase(
  { ruleId, baseVersion }: RuleChange,
  rule: RuleToPut,
  before: (Rule & { description: string }) | null,
  current: readonly Rule[],
): Refusal | null {
  if (ruleId !== null && before?.version !== baseVersion) return { code: "rule-changed" };
  if (current.some(({ id, name }) => name === rule.name && id !== ruleId))
    return { code: "name-taken", name: rule.name };
  if (before !== null && ruleChangeDifferences(before, rule).length === 0) return { code: "no-difference" };
  return null;
}
