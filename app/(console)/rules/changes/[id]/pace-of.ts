import type { ShownRuleChange } from "#lib/core/shown-rule-change.ts";
import type { Viewer } from "#lib/core/viewer.ts";

/**
 * How often a change's page is to be read again by itself; null when nothing on it moves. While its reader may answer it stays as it is: what is
 * agreed to is what was looked at.
 */
export function paceOf(
  { state, isAnswered, proposedById, lapsesAt }: ShownRuleChange,
  viewer: Viewer,
  now: Date,
): { firstSeconds: number; slowestSeconds: number } | null {
  if (state !== "proposed" && state !== "waiting") return null;
  if (state === "proposed" || isAnswered) return { firstSeconds: 1, slowestSeconds: 10 };
  const mayAnswer = viewer.isAdministrator && proposedById !== viewer.personId && lapsesAt > now;
  return mayAnswer ? null : { firstSeconds: 10, slowestSeconds: 60 };
}
