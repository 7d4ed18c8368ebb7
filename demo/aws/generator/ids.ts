import { identifiers } from "#demo/seed/organisation/identifiers.ts";
import type { Random } from "#demo/seed/organisation/random.ts";

/** The id of a user, a group or a membership: ten digits of the store, then a UUID of version 4. */
export function identityId(random: Random): string {
  const store = identifiers.identityStoreId.replace("d-", "");
  const [one, two, three, four] = [word(random), word(random), word(random), word(random)];
  const variant = "89ab"[random.below(4)] ?? "8";
  return `${store}-${one}-${two.slice(0, 4)}-4${two.slice(5)}-${variant}${three.slice(1, 4)}-${three.slice(4)}${four}`;
}

/** Eight hexadecimal digits that no other place below 2³² has: the multiplication is odd, so it loses nothing. */
export function hexOf(place: number): string {
  return (Math.imul(place + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, "0");
}

/** Twelve digits, different for every place and in no order; the multiplier is prime and the range no multiple of it. */
export function accountIdOf(place: number): string {
  return String(100_000_000_000 + ((place * 179_424_673) % 899_999_999_999));
}

function word(random: Random): string {
  return random
    .below(2 ** 32)
    .toString(16)
    .padStart(8, "0");
}
