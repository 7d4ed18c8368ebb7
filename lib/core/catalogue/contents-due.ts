import type { PermissionSet } from "#lib/core/catalogue.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type DaysTurn, isDaysTurn } from "./days-turn.ts";

/** What AWS tells of a permission set in the one call that describes it. */
type Described = Pick<
  PermissionSet,
  "arn" | "name" | "description" | "sessionMinutes" | "relayState" | "createdAt"
>;

/** Up to this many sets, all contents are read at every run: 250 calls, seventeen seconds of the budget. */
export const CONTENTS_ALWAYS_UP_TO_SETS = 50;

/**
 * Whether the policies, boundary and tags of a stored permission set are to be read again: in a small organisation or a thorough read
 * always, else when what describes the set has changed, or when the set has its turn of the day.
 * @param sets how many sets there are
 */
export function areContentsDue(known: {
  described: Described;
  stored: Described;
  sets: number;
  depth: "routine" | "thorough";
  turn: DaysTurn;
}): boolean {
  const { described, stored, sets, depth, turn } = known;
  if (depth === "thorough" || sets <= CONTENTS_ALWAYS_UP_TO_SETS) return true;
  return canonicalJson(words(described)) !== canonicalJson(words(stored)) || isDaysTurn(described.arn, turn);
}

function words({ arn, name, description, sessionMinutes, relayState, createdAt }: Described): Described {
  return { arn, name, description, sessionMinutes, relayState, createdAt };
}
