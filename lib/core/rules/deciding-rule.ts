import { type Hours, isInHours } from "./hours.ts";
import { leastVoices, type RoleWeight, suffices } from "./role-weight.ts";
import type { Rule } from "./rule-content.ts";

/** When a role is asked for, for how long, and how much it weighs. */
export type Term = {
  minutes: number;
  startsAt: Date;
  now: Date;
  weight: RoleWeight;
  /** How long what it extends lasts in all, with every extension so far; left out for what is asked for by itself. */
  heldMinutes?: number | undefined;
};

/** Why a rule that covers a request does not allow its term. */
export type Objection =
  | { kind: "too-long"; maxMinutes: number }
  | { kind: "too-far-ahead"; aheadMinutes: number }
  | { kind: "outside-hours"; hours: Hours }
  /** The rule has fewer people agree than a role of this weight needs. */
  | { kind: "needs-people"; least: number }
  | { kind: "not-extendable" }
  /** The longest that the rule lets it be extended by now; less than may be asked for when it lasts as long as it may. */
  | { kind: "too-long-in-all"; longestMinutes: number; inAllMinutes: number };

export type PassedOver = { rule: Rule; objection: Objection };

/** Judges a request's term by one rule alone; null when the rule allows it. */
export function objectionTo(rule: Rule, term: Term): Objection | null {
  const { minutes, startsAt, now, weight, heldMinutes } = term;
  const { limits } = rule.content;
  if (!suffices(rule, weight)) return { kind: "needs-people", least: leastVoices[weight] };
  // What is extended begins nothing: how far ahead and at which hours something may begin is not asked again.
  if (heldMinutes !== undefined) return objectionToExtending(rule, minutes, heldMinutes);
  if (minutes > limits.maxMinutes) return { kind: "too-long", maxMinutes: limits.maxMinutes };
  const latestStart = now.getTime() + limits.aheadMinutes * 60_000;
  if (startsAt.getTime() > latestStart) return { kind: "too-far-ahead", aheadMinutes: limits.aheadMinutes };
  if (limits.hours && !isInHours(startsAt, limits.hours))
    return { kind: "outside-hours", hours: limits.hours };
  return null;
}

/** An extension is at most as long as a grant of its own may be, and all together at most as long as the rule says. */
function objectionToExtending({ content }: Rule, minutes: number, heldMinutes: number): Objection | null {
  const { maxMinutes, extendToMinutes } = content.limits;
  if (extendToMinutes === null) return { kind: "not-extendable" };
  const longestMinutes = Math.max(0, Math.min(maxMinutes, extendToMinutes - heldMinutes));
  return minutes > longestMinutes
    ? { kind: "too-long-in-all", longestMinutes, inAllMinutes: extendToMinutes }
    : null;
}

/**
 * The one rule that decides for a request: the first, in their order, whose own limits all allow its term. No limit of one rule is put together with
 * one of another.
 * @param covering the rules that cover it, in their order
 * @returns the rule, if any, and the rules before it with what each objects to
 */
export function decidingRule(
  covering: readonly Rule[],
  term: Term,
): { rule: Rule | null; passedOver: readonly PassedOver[] } {
  const passedOver: PassedOver[] = [];
  for (const rule of covering) {
    const objection = objectionTo(rule, term);
    if (objection === null) return { rule, passedOver };
    passedOver.push({ rule, objection });
  }
  return { rule: null, passedOver };
}

/** The longest that any of these rules allows, in minutes; null for none. */
export function longest(rules: readonly Rule[]): number | null {
  return rules.length === 0 ? null : Math.max(...rules.map(({ content }) => content.limits.maxMinutes));
}
