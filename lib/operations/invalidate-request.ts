import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { type EndReason, explainEnd } from "#lib/core/grant.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { queueLetter } from "./queue-letter.ts";

export type PendingRequest = { id: string; requesterId: string; accountId: string; name: string };

/**
 * Makes a pending request void that could not be granted any more, and tells its requester and whoever has agreed to it.
 * @returns 1, or 0 when it was settled otherwise by then
 */
export async function invalidateRequest(
  doing: Doing<WorkerActor>,
  request: PendingRequest,
  reason: EndReason,
): Promise<number> {
  return db().$transaction(async (tx) => {
    const { count } = await tx.request.updateMany({
      where: { id: request.id, state: "pending" },
      data: { state: "invalidated", settledAt: doing.now, settledReason: reason },
    });
    if (count === 0) return 0;
    const agreed = await tx.decision.findMany({
      where: { requestId: request.id, verdict: "approve" },
      select: { deciderId: true },
    });
    for (const recipientId of [request.requesterId, ...agreed.map(({ deciderId }) => deciderId)])
      await queueLetter(tx, doing, {
        kind: "request_invalidated",
        recipientId,
        requestId: request.id,
        grantId: null,
      });
    await record(tx, doing, {
      action: "request.invalidated",
      target: { kind: "request", id: request.id, name: request.name },
      cause: explainEnd(reason),
      requestId: request.id,
      accountId: request.accountId,
      personId: request.requesterId,
      details: { reason },
    });
    return 1;
  });
}
