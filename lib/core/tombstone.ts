import type { Ledger } from "./ledger.ts";

/** After an end the assignment is looked for again: a create that was sent late may land after our delete. */
const WHEN_A_CREATE_MAY_LAND_MS = [60_000, 5 * 60_000, 20 * 60_000, 24 * 3_600_000];
/** Every create has told how it went, so nothing of ours is under way: one look for a list that lagged, one for good measure. */
const WHEN_NONE_MAY_MS = [60_000, 24 * 3_600_000];
/** What AWS never finished may land on any day. */
const DAY_MS = 24 * 3_600_000;

/**
 * Whether a look shows that a create landed whose answer was lost: it is there although a delete has succeeded, or absence was seen after an end,
 * since it was sent. From then on it counts as settled, so that what stands is known to be ours however long it stands.
 */
export function hasLandedLate(ledger: Ledger, seen: "present" | "absent"): boolean {
  const { settled, hasUnknownCreate, tombstoneAt } = ledger;
  const wasGone = tombstoneAt !== null || (settled?.kind === "delete" && settled.outcome === "succeeded");
  return seen === "present" && hasUnknownCreate && wasGone;
}

/** The moment of the next look for what may have landed after an end; null when none is left, or no end was seen. */
export function nextTombstoneLook(ledger: Ledger): Date | null {
  const { tombstoneAt, sighting, hasUnknownCreate, hasUnfinishedCreate } = ledger;
  if (!tombstoneAt) return null;
  const pauses = hasUnknownCreate ? WHEN_A_CREATE_MAY_LAND_MS : WHEN_NONE_MAY_MS;
  const looks = pauses.map((pause) => new Date(tombstoneAt.getTime() + pause));
  const next = looks.find((look) => !sighting || look > sighting.at);
  if (next || !sighting || !hasUnfinishedCreate) return next ?? null;
  return new Date(sighting.at.getTime() + DAY_MS);
}
