const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pauses after the first tries that failed; after the last of them it stays at that. */
const pausesMs = [
  10 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
] as const;

/** For how long a delivery is tried. */
export const TRIED_FOR_MS = 24 * HOUR_MS;

/** A receiver that asks for more patience than this is tried all the same. */
const MOST_ASKED_MS = 4 * HOUR_MS;

/**
 * When a delivery that failed is tried next.
 * @param tries how many there were since it waits, this one included
 * @param askedMs how long the receiver asked to be left alone, in milliseconds; null when it did not say
 * @returns null when that would be later than it is tried at all
 */
export function nextTryAt(tries: number, now: Date, giveUpAt: Date, askedMs: number | null): Date | null {
  const place = Math.min(Math.max(tries, 1), pausesMs.length) - 1;
  const pauseMs = Math.max(pausesMs[place] ?? 0, Math.min(askedMs ?? 0, MOST_ASKED_MS));
  const at = new Date(now.getTime() + pauseMs);
  return at < giveUpAt ? at : null;
}
