import type { Budget, Rate } from "./budgets.ts";

/** In order of urgency: ending access goes before people who wait, and both before the sync. */
export const lanes = ["removal", "interactive", "background"] as const;

export type Lane = (typeof lanes)[number];

/**
 * Takes one request out of a budget. Answers 0 when it was taken, else how many milliseconds to wait before asking again.
 * This is all that the limiter knows of where the budget is kept.
 */
export type TakeToken = (budget: Budget, lane: Lane) => Promise<number>;

type Bucket = { tokens: number; filledAtMs: number };

/** Keeps the budgets in this process's memory. `nowMs` is a clock that only goes forward, in milliseconds. */
export function createLocalTokens(nowMs: () => number): TakeToken {
  const buckets = new Map<string, Bucket>();

  function fill(name: string, rate: Rate): Bucket {
    const now = nowMs();
    const bucket = buckets.get(name) ?? { tokens: rate.burst, filledAtMs: now };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.filledAtMs) / 1000) * rate.perSecond);
    bucket.filledAtMs = now;
    buckets.set(name, bucket);
    return bucket;
  }

  return async (budget, lane) => {
    const shared = fill(`${budget.name} shared`, budget.shared);
    const sharedWaitMs = take(shared, budget.shared, 1);
    if (sharedWaitMs === 0 || lane === "background") return sharedWaitMs;
    const reserve = fill(`${budget.name} reserve`, budget.reserve);
    // The last of the reserve is a removal's, unless the reserve is too small to be divided.
    const needed = lane === "interactive" && budget.reserve.burst > 1 ? 2 : 1;
    return Math.min(sharedWaitMs, take(reserve, budget.reserve, needed));
  };
}

function take(bucket: Bucket, rate: Rate, needed: number): number {
  // Filling adds fractions, so a token that is due may be short by a rounding error.
  if (bucket.tokens >= needed - 1e-9) {
    bucket.tokens -= 1;
    return 0;
  }
  return Math.ceil(((needed - bucket.tokens) / rate.perSecond) * 1000);
}
