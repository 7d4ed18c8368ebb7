/** How the assignments are read: pair by pair, or principal by principal with the pairs that those do not explain. */
export type ReadingWay = "pairs" | "principals";

/** Up to this many pairs, listing every one takes forty seconds of AWS's budget and misses nothing. */
const PAIRS_LISTED_WHOLE = 600;

/** Asking more principals than this one by one takes longer than a run should. */
const PRINCIPALS_ASKED_WHOLE = 5_000;

/**
 * The way that costs the fewest calls. Pair listings alone see every assignment, those of deleted principals included, so a small organisation is read by
 * its pairs even where its principals would cost less.
 * @param pairs provisioned (account, permission set) pairs
 * @param principals groups and people who would be asked: in a routine read those known to hold assignments, in a thorough one everybody
 */
export function readingWay({ pairs, principals }: { pairs: number; principals: number }): ReadingWay {
  return pairs <= Math.max(principals, PAIRS_LISTED_WHOLE) ? "pairs" : "principals";
}

/** Whether every principal is asked when AWS does not tell the pairs. */
export function isAskedWhole(everyone: number): boolean {
  return everyone <= PRINCIPALS_ASKED_WHOLE;
}
