/** How the assignments are read: pair by pair, or principal by principal with the pairs that those do not explain. */
export type ReadingWay = "pairs" | "principals";

/** Up to this many pairs, listing every one takes forty seconds of AWS's budget, at every run. */
const PAIRS_LISTED_ALWAYS = 600;

/** Up to this many, a thorough read may take its two hours. */
const PAIRS_LISTED_THOROUGHLY = 100_000;

/** Asking more principals than this one by one takes longer than a run should. */
const PRINCIPALS_ASKED_WHOLE = 5_000;

type Sizes = {
  depth: "routine" | "thorough";
  /** Provisioned (account, permission set) pairs. */
  pairs: number;
  /** Groups and people who would be asked: in a routine read those known to hold assignments, in a thorough one everybody. */
  principals: number;
};

/**
 * The way that costs the fewest calls and misses nothing that it must see. Only pair listings see every assignment, those of deleted
 * principals and of people whom nobody knows to hold any included: so a thorough read, and any read of a small organisation, goes pair by pair. Beyond a
 * hundred thousand pairs that takes too long, and a thorough read asks everybody instead.
 */
export function readingWay({ depth, pairs, principals }: Sizes): ReadingWay {
  const listed = depth === "thorough" ? PAIRS_LISTED_THOROUGHLY : PAIRS_LISTED_ALWAYS;
  return pairs <= Math.max(principals, listed) ? "pairs" : "principals";
}

/** Whether every principal is asked when AWS does not tell the pairs. */
export function isAskedWhole(everyone: number): boolean {
  return everyone <= PRINCIPALS_ASKED_WHOLE;
}
