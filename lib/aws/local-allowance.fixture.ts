import type { Rate } from "./budgets.ts";
import type { Allowance } from "./take-token.ts";

type Bucket = { tokens: number; filledAtMs: number };

/**
 * For tests without a database: budgets in this process's memory, which never slow down.
 * @param nowMs a clock that only goes forward, in milliseconds
 */
export function localAllowance(nowMs: () => number = () => performance.now()): Allowance {
  const buckets = new Map<string, Bucket>();

  function fill(name: string, rate: Rate): Bucket {
    const now = nowMs();
    const bucket = buckets.get(name) ?? { tokens: rate.burst, filledAtMs: now };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.filledAtMs) / 1000) * rate.perSecond);
    bucket.filledAtMs = now;
    buckets.set(name, bucket);
    return bucket;
  }

  return {
    async take(budget, lane) {
      const shared = fill(`${budget.name} shared`, budget.shared);
      const sharedWaitMs = take(shared, budget.shared, 1);
      if (sharedWaitMs === 0 || lane === "background") return sharedWaitMs;
      const reserve = fill(`${budget.name} reserve`, budget.reserve);
      // The last of the reserve is a removal's, unless the reserve is too small to be divided.
      const needed = lane === "interactive" && budget.reserve.burst > 1 ? 2 : 1;
      return Math.min(sharedWaitMs, take(reserve, budget.reserve, needed));
    },
    async throttled() {},
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
