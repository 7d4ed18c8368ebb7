/** A stream of numbers that is the same for the same seed: mulberry32. */
export type Chance = {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `below`. */
  below(below: number): number;
  /** True so often, between 0 and 1. */
  happens(share: number): boolean;
  pick<Thing>(things: readonly Thing[]): Thing | undefined;
};

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    happens: (share) => next() < share,
    pick: (things) => things[Math.floor(next() * things.length)],
  };
}
