import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { eachAlone } from "./each-alone.ts";
import { queueLetter } from "./queue-letter.ts";

/**
 * Lets every undecided request lapse whose deadline has passed, and tells its requester.
 * @returns how many lapsed
 */
export async function lapseRequests(doing: Doing<WorkerActor>): Promise<number> {
  const due = await db().request.findMany({
    where: { state: "pending", lapsesAt: { lte: doing.now } },
    orderBy: { lapsesAt: "asc" },
    take: 200,
  });
  return eachAlone(due, (request) =>
    db().$transaction(async (tx) => {
      const { count } = await tx.request.updateMany({
        where: { id: request.id, state: "pending", lapsesAt: { lte: doing.now } },
        data: { state: "lapsed", settledAt: doing.now, settledReason: "nobody decided in time" },
      });
      if (count === 0) return 0;
      await queueLetter(tx, doing, {
        kind: "request_lapsed",
        recipientId: request.requesterId,
        requestId: request.id,
        grantId: null,
      });
      await record(tx, doing, {
        action: "request.lapsed",
        target: {
          kind: "request",
          id: request.id,
          name: `${request.permissionSetName} in ${request.accountName}`,
        },
        cause: "nobody decided in time",
        requestId: request.id,
        accountId: request.accountId,
        personId: request.requesterId,
      });
      return 1;
    }),
  );
}
