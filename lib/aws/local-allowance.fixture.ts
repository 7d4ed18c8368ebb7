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
    async take(budget, lane, wanted) {
      const shared = fill(`${budget.name} shared`, budget.shared);
      const fromShared = take(shared, 1, wanted);
      if (fromShared > 0) return { taken: fromShared, waitMs: 0 };
      const sharedWaitMs = waitMs(shared, budget.shared, 1);
      if (lane === "background") return { taken: 0, waitMs: sharedWaitMs };
      const reserve = fill(`${budget.name} reserve`, budget.reserve);
      // The last of the reserve is a removal's, unless the reserve is too small to be divided.
      const needed = lane === "interactive" && budget.reserve.burst > 1 ? 2 : 1;
      const fromReserve = take(reserve, needed, wanted);
      if (fromReserve > 0) return { taken: fromReserve, waitMs: 0 };
      return { taken: 0, waitMs: Math.min(sharedWaitMs, waitMs(reserve, budget.reserve, needed)) };
    },
    async throttled() {},
  };
}

/** Takes what is wanted and there, down to `needed` less one. */
function take(bucket: Bucket, needed: number, wanted: number): number {
  // Filling adds fractions, so a token that is due may be short by a rounding error.
  const taken = Math.max(0, Math.min(wanted, Math.floor(bucket.tokens - needed + 1 + 1e-9)));
  bucket.tokens -= taken;
  return taken;
}

function waitMs(bucket: Bucket, rate: Rate, needed: number): number {
  return Math.ceil(((needed - bucket.tokens) / rate.perSecond) * 1000);
}
