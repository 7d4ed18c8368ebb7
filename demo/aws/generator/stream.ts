import { createRandom, type Random } from "#demo/seed/organisation/random.ts";

/** A row of chances of its own for each noun, so that more people do not change which accounts there are. */
export function stream(seed: number, noun: string): Random {
  let mixed = Math.imul(seed + 1, 2_654_435_761);
  for (const letter of noun) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return createRandom(mixed);
}
