import { isDeepStrictEqual } from "node:util";
import { formatMinutes } from "#lib/format.ts";
import { spellHours } from "./hours.ts";
import type { Rule, RuleContent, Stage } from "./rule-content.ts";

/**
 * What becomes easier under a rule by a change of it, apart from who may ask for what where: a sentence for each. Where it cannot be told that an
 * agreement is at least as strict as before, it counts as easier.
 * @param before null when the rule is new, or was off
 */
export function loosenings(before: Rule | null, after: Rule): string[] {
  if (!after.enabled || before === null || !before.enabled) return [];
  return [
    ...looserLimits(before.content.limits, after.content.limits),
    ...looserAsks(before.content.asks, after.content.asks),
    ...looserAgreement(before.content.agreement, after.content.agreement),
    ...(after.priority < before.priority
      ? [`it decides before more other rules: its number is ${after.priority} instead of ${before.priority}`]
      : []),
  ];
}

/**
 * What is easier about asking under one rule than under another that allows the same term: what has to be said, who agrees, how many may be had at once.
 * A sentence for each; none where the one asks for as much as the other.
 */
export function easierThan(was: RuleContent, is: RuleContent): string[] {
  const { maxMinutes, aheadMinutes, hours } = is.limits;
  return [
    ...looserLimits({ ...was.limits, maxMinutes, aheadMinutes, hours }, is.limits),
    ...looserAsks(was.asks, is.asks),
    ...looserAgreement(was.agreement, is.agreement),
  ];
}

type Limits = RuleContent["limits"];

function looserLimits(was: Limits, is: Limits): string[] {
  const said: string[] = [];
  if (is.maxMinutes > was.maxMinutes)
    said.push(`up to ${formatMinutes(is.maxMinutes)} instead of ${formatMinutes(was.maxMinutes)}`);
  if (is.aheadMinutes > was.aheadMinutes)
    said.push(`beginning up to ${formatMinutes(is.aheadMinutes)} ahead`);
  if (was.atOnce !== null && (is.atOnce === null || is.atOnce > was.atOnce))
    said.push(is.atOnce === null ? "any number at once" : `${is.atOnce} at once instead of ${was.atOnce}`);
  if (is.extendToMinutes !== null && is.extendToMinutes > (was.extendToMinutes ?? 0))
    said.push(`extended to ${formatMinutes(is.extendToMinutes)}`);
  if (was.hours !== null && !isDeepStrictEqual(was.hours, is.hours))
    said.push(is.hours === null ? "beginning at any time" : `beginning ${spellHours(is.hours)}`);
  return said;
}

function looserAsks(was: RuleContent["asks"], is: RuleContent["asks"]): string[] {
  const said: string[] = [];
  if (is.reasonMinLength < was.reasonMinLength) said.push("a shorter reason is enough");
  const isTicketFreer =
    was.tickets.length > 0 &&
    (is.tickets.length === 0 || is.tickets.some((each) => !was.tickets.includes(each)));
  if (isTicketFreer) said.push(is.tickets.length === 0 ? "no ticket is needed" : "other tickets are taken");
  return said;
}

function looserAgreement(was: RuleContent["agreement"], is: RuleContent["agreement"]): string[] {
  const said: string[] = [];
  if (is.stages.length === 0 && was.stages.length > 0) return ["nobody has to agree any more"];
  if (is.stages.length < was.stages.length) said.push("fewer stages have to agree");
  for (const [index, stage] of was.stages.entries()) {
    const now = is.stages[index];
    if (now && !isAtLeastAsStrict(stage, now))
      said.push(`others may agree at stage ${index + 1}, or fewer have to`);
  }
  if (is.deadlineMinutes > was.deadlineMinutes) said.push("requests wait longer for a decision");
  return said;
}

/** Whether a stage asks for as many voices or more, of nobody but whom it asked before. */
function isAtLeastAsStrict(was: Stage, is: Stage): boolean {
  const within = (more: readonly string[], fewer: readonly string[]) =>
    fewer.every((each) => more.includes(each));
  const among = (more: Stage["approvers"], fewer: Stage["approvers"]) =>
    within(more.groups, fewer.groups) &&
    within(more.people, fewer.people) &&
    (fewer.ownerTag === null || fewer.ownerTag === more.ownerTag);
  const isFallbackStrict =
    is.fallback === null ||
    (was.fallback !== null &&
      is.fallback.afterMinutes >= was.fallback.afterMinutes &&
      among(was.fallback.approvers, is.fallback.approvers));
  return is.quorum >= was.quorum && among(was.approvers, is.approvers) && isFallbackStrict;
}
