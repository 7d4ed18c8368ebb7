import type { Random } from "#demo/seed/organisation/random.ts";

/** Different whole numbers below the limit, without a list of all of them: a walk in even steps from anywhere. */
export function walk(count: number, limit: number, random: Random): number[] {
  if (limit === 0) return [];
  const start = random.below(limit);
  let step = 1 + random.below(limit);
  while (commonDivisor(step, limit) > 1) step += 1;
  return Array.from({ length: Math.min(count, limit) }, (_, place) => (start + place * step) % limit);
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}
