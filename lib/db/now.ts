import type { Db } from "./client.ts";
import { db } from "./client.ts";

/**
 * The one clock: what the database's `gatehouse_now()` says, to the millisecond.
 * @param at the client or transaction to ask through; this process's client unless told
 */
export async function readNow(at: Db = db()): Promise<Date> {
  const [row] = await at.$queryRaw<
    { now: Date }[]
  >`select date_trunc('milliseconds', gatehouse_now()) as now`;
  if (!row) throw new Error("The database did not tell the time.");
  return row.now;
}
