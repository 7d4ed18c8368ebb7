/** Calls of one step that are still to be made, and the budget that they count against; null while nobody knows how many. */
export type CallsLeft = { budget: string; perSecond: number; calls: number | null };

/**
 * How long the calls that are known to be left take, in whole seconds: budgets are used side by side, so the one with the most to do decides.
 * Null while no step knows its number.
 */
export function secondsLeft(steps: readonly CallsLeft[]): number | null {
  const seconds = new Map<string, number>();
  for (const { budget, perSecond, calls } of steps) {
    if (calls !== null) seconds.set(budget, (seconds.get(budget) ?? 0) + calls / perSecond);
  }
  return seconds.size === 0 ? null : Math.ceil(Math.max(...seconds.values()));
}
