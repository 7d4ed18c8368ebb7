import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { answerRuleChange, type ShownChange } from "./answer-rule-change.ts";

/**
 * Says no to a change of a rule that somebody else proposed.
 * @param comment why, for whoever proposed it; 1 to 1,000 characters
 * @returns the change's id; or a refusal: not-allowed, not-by-token, own-change, comment-needed, change-over, change-moved-on, already-answered, busy, unknown
 */
export function rejectRuleChange(
  doing: Doing<PersonActor>,
  shown: ShownChange,
  comment: string,
): Promise<Result<{ changeId: string }>> {
  return answerRuleChange(doing, "reject", shown, comment);
}
