/** A set of small whole numbers, one bit each. */
export type Bits = Uint32Array;

const WORD = 32;

/** An empty set that has room for the numbers below `size`. */
export function noBits(size: number): Bits {
  return new Uint32Array(Math.ceil(size / WORD));
}

export function addBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

export function hasBit(bits: Bits, at: number): boolean {
  return ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
}

/** Adds the numbers of another set of the same size. */
export function addAll(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) | (others[word] ?? 0);
}

/** Takes the numbers of another set of the same size away. */
export function takeAll(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) & ~(others[word] ?? 0);
}

/** Whether two sets of the same size have a number in common. */
export function hasCommon(a: Bits, b: Bits): boolean {
  return a.some((word, at) => (word & (b[at] ?? 0)) !== 0);
}

/** Whether a set holds every number that two others of the same size have in common. */
export function isWithin(bits: Bits, a: Bits, b: Bits): boolean {
  return bits.every((word, at) => ((a[at] ?? 0) & (b[at] ?? 0) & ~word) === 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) {
    // Adds neighbouring bits, then pairs, then fours, all of a word at once.
    let left = word - ((word >>> 1) & 0x55555555);
    left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
    count += Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** The first numbers of a set, ascending, at most so many. */
export function firstBits(bits: Bits, most: number): number[] {
  const found: number[] = [];
  for (let word = 0; word < bits.length && found.length < most; word += 1) {
    if (bits[word] === 0) continue;
    for (let bit = 0; bit < WORD && found.length < most; bit += 1)
      if (hasBit(bits, word * WORD + bit)) found.push(word * WORD + bit);
  }
  return found;
}
