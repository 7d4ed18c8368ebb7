import { db } from "./client.ts";

/** A budget of AWS calls as it stands, in calls and calls a second. */
export type BudgetRow = {
  name: string;
  share: number;
  sharedRate: number;
  sharedBurst: number;
  shared: number;
  reserveRate: number;
  reserveBurst: number;
  reserve: number;
  calls: number;
  throttled: number;
  wholeInSeconds: number;
};

/** The budgets of AWS calls over all workers, filled up to this moment of real time, the busiest first. */
export function readBudgets(): Promise<readonly BudgetRow[]> {
  return db().$queryRaw<BudgetRow[]>`
    select b.name, s.share, b.shared_rate * s.share as "sharedRate", b.shared_burst as "sharedBurst",
      least(b.shared_burst, b.shared + e.elapsed * b.shared_rate * s.share) as shared,
      b.reserve_rate as "reserveRate", b.reserve_burst as "reserveBurst",
      least(b.reserve_burst, b.reserve + e.elapsed * b.reserve_rate) as reserve,
      b.calls::float8 as calls, b.throttled::float8 as throttled, (1 - s.share) * 120 as "wholeInSeconds"
    from aws_budget b
    cross join lateral (select aws_budget_share(b.slowed_to, b.throttled_at) as share) s
    cross join lateral (select greatest(0, extract(epoch from clock_timestamp() - b.filled_at)::float8) as elapsed) e
    order by b.calls desc, b.name`;
}
