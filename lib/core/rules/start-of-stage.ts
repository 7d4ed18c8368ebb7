import { fallbackAt } from "./agreement.ts";
import type { Rule } from "./rule-content.ts";

/** What is kept of the stage that a request waits at: which one, since when, and from when its fallback approvers may decide as well. */
export type WaitingStage = { stage: number; stageSince: Date; fallbackAt: Date | null };

/** A request that comes to a stage, from 0, at a moment. */
export function startOfStage({ content }: Rule, stage: number, since: Date): WaitingStage {
  const waiting = content.agreement.stages[stage];
  return { stage, stageSince: since, fallbackAt: waiting ? fallbackAt(waiting, since) : null };
}
