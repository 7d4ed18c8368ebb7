import { MIN_MINUTES } from "./rules/bounds.ts";

/**
 * What an approver may grant instead of what was asked, with one press: a half and a quarter of it, on whole quarters of
 * an hour.
 * @param minutes what was asked for
 * @returns at most two lengths, the longer one first; none when it cannot be shorter
 */
export function shorterLengths(minutes: number): readonly number[] {
  const parts = [2, 4].map((part) => Math.floor(minutes / part / MIN_MINUTES) * MIN_MINUTES);
  return [...new Set(parts)].filter((shorter) => shorter >= MIN_MINUTES && shorter < minutes);
}
