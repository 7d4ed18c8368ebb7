import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { answerRuleChange, type ShownChange } from "./answer-rule-change.ts";

/**
 * Takes the viewer's own change of a rule back, as long as nobody has answered it.
 * @returns the change's id; or a refusal: not-allowed, not-by-token, not-your-change, change-over, change-moved-on, already-answered, busy, unknown
 */
export function withdrawRuleChange(
  doing: Doing<PersonActor>,
  shown: ShownChange,
): Promise<Result<{ changeId: string }>> {
  return answerRuleChange(doing, "withdraw", shown, "");
}
