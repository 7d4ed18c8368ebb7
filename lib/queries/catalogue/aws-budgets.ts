import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { type BudgetRow, readBudgets } from "#lib/db/budgets.ts";

/** How many calls may start at this moment, of how many at the most, and how many a second are added when it fills up. */
export type AwsAllowance = { perSecond: number; now: number; most: number };

export type AwsBudget = {
  /** The service, or for Organizations the operation: "sso-admin", "organizations:ListAccounts". */
  name: string;
  /** What every caller may use; its rate is lower while it is slowed down. */
  shared: AwsAllowance;
  /** What is kept for removals and for people who wait. */
  reserve: AwsAllowance;
  /** Calls that were let through, and how many of them AWS throttled all the same, since the budget's row was made. */
  calls: number;
  throttled: number;
  /** Set while AWS's throttling slows the budget down: the share of its full rate now, and the seconds until it is whole again. */
  slowed: { share: number; wholeInSeconds: number } | null;
};

/**
 * What is left of AWS's allowance for calls over all workers, filled up to this moment of real time, the busiest first. Nobody but readers
 * gets any. A budget that no worker has used yet is not among them.
 */
export async function awsBudgets(viewer: Viewer): Promise<readonly AwsBudget[]> {
  if (!mayReadEverything(viewer)) return [];
  return (await readBudgets()).map(toBudget);
}

function toBudget(row: BudgetRow): AwsBudget {
  return {
    name: row.name,
    shared: { perSecond: row.sharedRate, now: wholeCalls(row.shared), most: row.sharedBurst },
    reserve: { perSecond: row.reserveRate, now: wholeCalls(row.reserve), most: row.reserveBurst },
    calls: row.calls,
    throttled: row.throttled,
    slowed: row.share < 1 ? { share: row.share, wholeInSeconds: Math.ceil(row.wholeInSeconds) } : null,
  };
}

function wholeCalls(calls: number): number {
  return Math.max(0, Math.floor(calls + 1e-9));
}
