import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { answerRuleChange, type ShownChange } from "./answer-rule-change.ts";

/**
 * Agrees to a change of a rule that somebody else proposed, exactly as it was shown. The worker applies it, if it gives no more than was shown.
 * @returns the change's id; or a refusal: not-allowed, not-by-token, own-change, change-over, change-moved-on, already-answered, busy, unknown
 */
export function agreeToRuleChange(
  doing: Doing<PersonActor>,
  shown: ShownChange,
): Promise<Result<{ changeId: string }>> {
  return answerRuleChange(doing, "agree", shown, "");
}
