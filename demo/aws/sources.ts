import { randomInt, randomUUID } from "node:crypto";
import { stream } from "./generator/stream.ts";

/** Where a world takes its time and its ids from. */
export type Sources = {
  /** The wall's clock, in milliseconds since 1970. */
  wallMs: () => number;
  /** Milliseconds that pass and are never moved; rate limits are counted by them. */
  steadyMs: () => number;
  uuid: () => string;
  /** A whole number of at least 0 and below the limit. */
  below: (limit: number) => number;
};

/** This machine's clocks, and ids that no other run has. */
export const machineSources: Sources = {
  wallMs: () => Date.now(),
  steadyMs: () => performance.now(),
  uuid: () => randomUUID(),
  below: (limit) => randomInt(limit),
};

/** Ids that are the same for the same seed. */
export function seededIds(seed: number): Pick<Sources, "uuid" | "below"> {
  const random = stream(seed, "ids");
  return {
    uuid() {
      const variant = "89ab"[random.below(4)] ?? "8";
      const [one, two, three] = [random.hex(8), random.hex(4), random.hex(3)];
      return `${one}-${two}-4${three}-${variant}${random.hex(3)}-${random.hex(12)}`;
    },
    below: random.below,
  };
}
