import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";

const KEPT_MS = 24 * 3_600_000;

/**
 * Takes away what was answered to programs a day ago and before; the same call is made anew from then on.
 * @param limit how many at most, so that one statement stays short
 * @returns how many were taken away
 */
export async function sweepAnswers({ now }: Doing<WorkerActor>, limit = 5_000): Promise<number> {
  const { count } = await db().apiAnswer.deleteMany({
    where: { createdAt: { lte: new Date(now.getTime() - KEPT_MS) } },
    limit,
  });
  return count;
}
