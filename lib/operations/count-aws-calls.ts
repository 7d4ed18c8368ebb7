import type { Limiter } from "#lib/aws/limiter.ts";
import { count } from "#lib/db/counts.ts";

/**
 * Counts for the metrics what a limiter let through and what came of it, each time what was added since the last time.
 * @returns what counts
 */
export function awsCallCounter(limiter: Limiter): () => void {
  const known = new Map<string, number>();
  function add(name: string, label: string, total: number): void {
    const key = `${name} ${label}`;
    const more = total - (known.get(key) ?? 0);
    if (more > 0) count(name, label, more);
    known.set(key, total);
  }
  return () => {
    for (const [operation, { calls }] of limiter.counts()) add("aws_call", operation, calls);
    for (const [kind, total] of limiter.faults()) add("aws_fault", kind, total);
  };
}
