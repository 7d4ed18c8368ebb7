import { z } from "zod";
import { stateSchema } from "#demo/aws/state.ts";

const count = z.int().nonnegative();

/** What the process of the simulated AWS is started with. */
export const simulatorOrders = z.object({
  size: z.object({
    accounts: count,
    sets: count,
    groups: count,
    people: count,
    pairs: count,
    seed: count,
  }),
  clockSpeed: z.number().positive(),
  rateLimits: z.boolean(),
});

/** What it may be asked; it answers with all that it holds. */
export const simulatorAsked = z.union([
  z.object({ change: z.object({ count, seed: count }) }),
  z.object({ ask: z.literal("state") }),
]);

export const simulatorStarted = z.object({ url: z.url() });
export const simulatorAnswered = z.object({ state: stateSchema });
