import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { ruleChangeHash, ruleProblem } from "#lib/core/rules/rule-change.ts";
import { ruleChangeDifferences } from "#lib/core/rules/rule-change-differences.ts";
import { type RuleContent, ruleContent } from "#lib/core/rules/rule-content.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "../guarded.ts";
import type { RuleToPut } from "./put-rule.ts";

export type RuleProposal = {
  /** Null for a new rule, like the version that the proposal was made from. */
  ruleId: string | null;
  baseVersion: number | null;
  /** The whole rule as it is to be. */
  rule: RuleToPut;
  /** Why; 1 to 1,000 characters. */
  note: string;
};

/**
 * Writes down what an administrator wants a rule to say. The worker judges it for itself: it applies at once what widens nothing, and puts what widens
 * access to the other administrators.
 * @returns the change's id; or a refusal: not-allowed, not-by-token, bad-rule, name-taken, no-difference, rule-changed, busy
 */
export async function proposeRule(
  doing: Doing<PersonActor>,
  { ruleId, baseVersion, rule, note }: RuleProposal,
): Promise<Result<{ changeId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (!viewer.isAdministrator) return no({ code: "not-allowed" });
    if (viewer.session.byToken !== null) return no({ code: "not-by-token" });
    const said = { ...rule, content: strict(rule.content) };
    const problem = ruleProblem(said);
    if (problem !== null) return no({ code: "bad-rule", problem });
    await judgeBase(tx, { ruleId, baseVersion, rule: said });
    const contentHash = ruleChangeHash({ ruleId, baseVersion, rule: said });
    const { name, description, enabled, priority, content } = said;
    const { id } = await tx.ruleChange.create({
      data: {
        ruleId,
        baseVersion,
        name,
        description,
        enabled,
        priority,
        content,
        contentHash,
        note,
        proposedById: viewer.personId,
        proposedByName: viewer.displayName,
        sessionId: viewer.session.id,
        proposedAt: doing.now,
        state: "proposed",
      },
      select: { id: true },
    });
    await record(tx, doing, {
      action: "rule-change.proposed",
      target: { kind: "rule-change", id, name },
      cause: note,
      details: { ruleId, baseVersion, contentHash },
    });
    await wake(tx, "rules");
    return { changeId: id };
  });
}

function strict(content: RuleContent): RuleContent {
  const parsed = ruleContent.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const problem = issue ? `${issue.path.join(".")}: ${issue.message}.` : "its form is not that of a rule.";
  return no({ code: "bad-rule", problem });
}

/** Says no to what cannot be applied to the rules as they are. */
async function judgeBase(tx: Db, { ruleId, baseVersion, rule }: Omit<RuleProposal, "note">): Promise<void> {
  const named = await tx.rule.findUnique({ where: { name: rule.name }, select: { id: true } });
  if (named && named.id !== ruleId) no({ code: "name-taken", name: rule.name });
  if ((ruleId === null) !== (baseVersion === null)) no({ code: "rule-changed" });
  if (ruleId === null) return;
  const stored = await tx.rule.findUnique({ where: { id: ruleId } });
  if (!stored || stored.version !== baseVersion) return no({ code: "rule-changed" });
  const before = { ...stored, content: ruleContent.parse(stored.content) };
  if (ruleChangeDifferences(before, rule).length === 0) no({ code: "no-difference" });
}
