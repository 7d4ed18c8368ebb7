import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { SESSION_IDLE_MINUTES } from "#lib/core/session-limits.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";

/**
 * Takes away the rows of sessions that are over by their limits; nobody could use them any more.
 * @param limit how many at most, so that one transaction stays short
 * @returns how many were taken away
 */
export async function sweepSessions({ actor, now }: Doing<WorkerActor>, limit = 500): Promise<number> {
  const idleSince = new Date(now.getTime() - SESSION_IDLE_MINUTES * 60_000);
  return await db().$transaction(async (tx) => {
    const over = await tx.session.findMany({
      where: { OR: [{ expiresAt: { lte: now } }, { lastSeenAt: { lte: idleSince } }] },
      select: { id: true, personId: true, expiresAt: true },
      orderBy: { id: "asc" },
      take: limit,
    });
    let swept = 0;
    for (const { id, personId, expiresAt } of over) {
      // Seen again meanwhile, it is not idle any more.
      const stillOver = { OR: [{ expiresAt: { lte: now } }, { lastSeenAt: { lte: idleSince } }] };
      const { count } = await tx.session.deleteMany({ where: { id, ...stillOver } });
      if (count === 0) continue;
      swept += count;
      await record(
        tx,
        { actor, now },
        {
          action: "session.closed",
          target: { kind: "session", id, name: "session" },
          cause: expiresAt <= now ? "twelve hours are over" : "nothing happened for thirty minutes",
          personId,
        },
      );
    }
    return swept;
  });
}
