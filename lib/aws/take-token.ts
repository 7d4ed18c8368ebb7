import type { Budget } from "./budgets.ts";

/** In order of urgency: ending access goes before people who wait, and both before the sync. */
export const lanes = ["removal", "interactive", "background"] as const;

export type Lane = (typeof lanes)[number];

/** How many requests were taken; with none, how many milliseconds to wait before asking again. */
export type Taken = { taken: number; waitMs: number };

/**
 * Takes requests out of a budget: of those that are wanted, one or more, as many as may start now. Rejects when the budget cannot be asked;
 * nothing was taken then.
 */
export type TakeToken = (budget: Budget, lane: Lane, wanted: number) => Promise<Taken>;

/** Where the budgets are kept, as far as the limiter knows of it. */
export type Allowance = {
  take: TakeToken;
  /** AWS throttled a call in spite of the budget: whoever shares it slows down for a while. */
  throttled: (budget: Budget) => Promise<void>;
};
