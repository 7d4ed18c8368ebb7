import type { Budget } from "./budgets.ts";

/** In order of urgency: ending access goes before people who wait, and both before the sync. */
export const lanes = ["removal", "interactive", "background"] as const;

export type Lane = (typeof lanes)[number];

/**
 * Takes one request out of a budget. Answers 0 when it was taken, else how many milliseconds to wait before asking again.
 * Rejects when the budget cannot be asked; nothing was taken then.
 */
export type TakeToken = (budget: Budget, lane: Lane) => Promise<number>;

/** Where the budgets are kept, as far as the limiter knows of it. */
export type Allowance = {
  take: TakeToken;
  /** AWS throttled a call in spite of the budget: whoever shares it slows down for a while. */
  throttled: (budget: Budget) => Promise<void>;
};
