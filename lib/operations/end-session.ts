import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";

/**
 * Ends a session: one's own, or, for an administrator, anybody's.
 * @param asked the session's id, and why it ends in a few words
 * @returns the id of the session that ended; `unknown` when it is not there, has ended already, or is not theirs to end
 */
export async function endSession(
  { actor, now }: Doing<PersonActor>,
  asked: { sessionId: string; cause: string },
): Promise<Result<{ sessionId: string }>> {
  const { viewer } = actor;
  return await db().$transaction(async (tx) => {
    const session = await tx.session.findUnique({
      where: { id: asked.sessionId },
      select: { personId: true },
    });
    const isTheirs = session?.personId === viewer.personId || viewer.isAdministrator;
    if (!session || !isTheirs) return refuse({ code: "unknown" });
    const { count } = await tx.session.deleteMany({ where: { id: asked.sessionId } });
    if (count === 0) return refuse({ code: "unknown" });
    await record(
      tx,
      { actor, now },
      {
        action: "session.closed",
        target: { kind: "session", id: asked.sessionId, name: "session" },
        cause: asked.cause,
        personId: session.personId,
      },
    );
    return accept({ sessionId: asked.sessionId });
  });
}
