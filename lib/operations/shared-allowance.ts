import type { Allowance, Taken } from "#lib/aws/take-token.ts";
import { db } from "#lib/db/client.ts";

/** Processes that were told the same wait ask again at different moments. */
const LATER_BY_UP_TO = 0.1;

/**
 * AWS's allowance as all workers share it: kept in Postgres and filled up by its real time. An urgent caller that has to wait goes before the
 * less urgent ones of every process. Rejects when the database does not answer.
 */
export const sharedAllowance: Allowance = {
  async take(budget, lane, wanted) {
    const { shared, reserve } = budget;
    const [answer] = await db().$queryRaw<Taken[]>`
      select taken, wait_ms as "waitMs"
      from take_aws_calls(${budget.name}, ${lane}, ${wanted}::integer, ${shared.perSecond}::float8, ${shared.burst}::float8,
        ${reserve.perSecond}::float8, ${reserve.burst}::float8)`;
    if (!answer) throw new Error("The database did not say when the call may start.");
    return { ...answer, waitMs: answer.waitMs * (1 + Math.random() * LATER_BY_UP_TO) };
  },
  async throttled(budget) {
    await db().$executeRaw`select note_aws_throttled(${budget.name})`;
  },
};
