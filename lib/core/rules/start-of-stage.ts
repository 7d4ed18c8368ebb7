import { fallbackAt } from "./agreement.ts";
import type { Rule } from "./rule-content.ts";

/** What is kept of the stage that a request waits at: which one, since when, and from when its fallback approvers may decide as well. */
export type WaitingStage = {
  stage: number;
  stageSince: Date;
  fallbackAt: Date | null;
  timesAsked: number;
  askedAgainAt: Date | null;
};

/** A request that comes to a stage, from 0, at a moment. */
export function startOfStage({ content }: Rule, stage: number, since: Date): WaitingStage {
  const waiting = content.agreement.stages[stage];
  return {
    stage,
    stageSince: since,
    fallbackAt: waiting ? fallbackAt(waiting, since) : null,
    timesAsked: 1,
    askedAgainAt: null,
  };
}

const REMIND_AFTER_MS = 4 * 3_600_000;
const MOST_TIMES_ASKED = 3;

/**
 * Whether those whose turn it is are to be asked again: the fallback approvers as soon as they may decide, and everybody each four hours, twice at the
 * most.
 * @param request how often they were asked since it came to its stage, and when last; null for when it came there
 */
export function isToBeAskedAgain(
  request: {
    stageSince: Date | null;
    fallbackAt: Date | null;
    timesAsked: number;
    askedAgainAt: Date | null;
  },
  now: Date,
): boolean {
  const { stageSince, fallbackAt: fallback, timesAsked, askedAgainAt } = request;
  const last = askedAgainAt ?? stageSince;
  if (last === null) return false;
  if (fallback !== null && last < fallback && fallback <= now) return true;
  return timesAsked < MOST_TIMES_ASKED && now.getTime() - last.getTime() >= REMIND_AFTER_MS;
}
