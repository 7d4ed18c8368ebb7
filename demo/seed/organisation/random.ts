/** A small generator of our own (xorshift32), so that the organisation is the same on every machine and every run. */
export function createRandom(seed: number) {
  let state = seed >>> 0 || 1;

  function next(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  }

  function below(limit: number): number {
    return Math.floor(next() * limit);
  }

  function hex(digits: number): string {
    return Array.from({ length: digits }, () => below(16).toString(16)).join("");
  }

  return {
    below,
    hex,
    pick<Item>(items: readonly [Item, ...Item[]]): Item {
      return items[below(items.length)] ?? items[0];
    },
    /** As many different items as asked for, or all of them. */
    sample<Item>(items: readonly Item[], count: number): Item[] {
      const rest = [...items];
      return Array.from({ length: Math.min(count, rest.length) }).flatMap(() =>
        rest.splice(below(rest.length), 1),
      );
    },
    digits(count: number): string {
      return Array.from({ length: count }, (_, place) => (place === 0 ? 1 + below(9) : below(10))).join("");
    },
    /** An id of a user, a group or a membership: ten digits of the store, then a UUID of version 4. */
    identityId(): string {
      const variant = "89ab"[below(4)] ?? "8";
      return `9067642ac7-${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
    },
  };
}

export type Random = ReturnType<typeof createRandom>;
