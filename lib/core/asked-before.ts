import { formatMinutes } from "#lib/format.ts";
import { meetsTicket } from "./rules/pattern.ts";
import type { DecidingRule } from "./shown-access.ts";

/** An earlier request that the form for a new one begins with. */
export type AskedBefore = {
  id: string;
  number: number;
  minutes: number;
  reason: string;
  ticket: string | null;
  ruleId: string;
  ruleName: string;
  ruleVersion: number;
};

/**
 * What is different today from when something was asked the last time, one sentence each.
 * @param today the longest that may be asked for, and the rule that would decide for as long as it was, or as long as may be
 */
export function differencesSince(
  before: AskedBefore,
  today: { maxMinutes: number; rule: (DecidingRule & { version: number }) | undefined },
): readonly string[] {
  const { rule, maxMinutes } = today;
  const said: string[] = [];
  if (before.minutes > maxMinutes)
    said.push(
      `It was for ${formatMinutes(before.minutes)}; at most ${formatMinutes(maxMinutes)} may be asked for now.`,
    );
  if (!rule) return said;
  if (rule.id !== before.ruleId)
    said.push(`It fell under the rule ${before.ruleName}; now ${rule.name} decides.`);
  else if (rule.version !== before.ruleVersion) said.push(`The rule ${rule.name} has changed since.`);
  if (before.reason.length < rule.reasonMinLength)
    said.push(`The reason has to have at least ${rule.reasonMinLength} characters now.`);
  if (rule.tickets.length > 0 && !rule.tickets.some((like) => meetsTicket(before.ticket ?? "", like)))
    said.push(`A ticket is needed now, such as ${rule.tickets.join(" or ")}.`);
  return said;
}
