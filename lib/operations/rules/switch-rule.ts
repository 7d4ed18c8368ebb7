import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import { db } from "#lib/db/client.ts";
import { proposeRule } from "./propose-rule.ts";

/**
 * Proposes to switch a rule on or off, with nothing else of it changed.
 * @param to what the rule is to be from the version that was shown; why, 1 to 1,000 characters
 * @returns the change's id; or a refusal: not-allowed, not-by-token, no-difference, rule-changed, busy, unknown
 */
export async function switchRule(
  doing: Doing<PersonActor>,
  to: { ruleId: string; baseVersion: number; enabled: boolean; note: string },
): Promise<Result<{ changeId: string }>> {
  if (!doing.actor.viewer.isAdministrator) return refuse({ code: "not-allowed" });
  const { ruleId, baseVersion, enabled, note } = to;
  const stored = await db().rule.findUnique({ where: { id: ruleId } });
  if (!stored) return refuse({ code: "unknown" });
  const { name, description, priority } = stored;
  const rule = { name, description, priority, enabled, content: ruleContent.parse(stored.content) };
  return proposeRule(doing, { ruleId, baseVersion, rule, note });
}
