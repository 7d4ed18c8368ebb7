import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { isToBeAskedAgain } from "#lib/core/rules/start-of-stage.ts";
import { agreementOf, decidersOf } from "#lib/db/agreement.ts";
import { db } from "#lib/db/client.ts";
import { askDeciders } from "./asking/ask-deciders.ts";
import { eachAlone } from "./each-alone.ts";

/**
 * Asks again where a request waits: its stage's fallback approvers once they may decide, and everybody whose turn it is after some hours.
 * @returns how many requests were asked about again
 */
export async function askAgain(doing: Doing<WorkerActor>): Promise<number> {
  const waiting = await db().request.findMany({
    where: { state: "pending", lapsesAt: { gt: doing.now } },
    orderBy: { createdAt: "asc" },
  });
  const due = waiting.filter((request) => isToBeAskedAgain(request, doing.now));
  return eachAlone(due, (request) =>
    db().$transaction(async (tx) => {
      const timesAsked = request.timesAsked + 1;
      const { count } = await tx.request.updateMany({
        where: { id: request.id, state: "pending", stage: request.stage, timesAsked: request.timesAsked },
        data: { timesAsked, askedAgainAt: doing.now },
      });
      const agreement = count > 0 ? await agreementOf(tx, request, doing.now) : null;
      if (!agreement) return 0;
      const occasion = `stage ${request.stage + 1}, asked ${timesAsked} times`;
      await askDeciders(tx, doing, request.id, await decidersOf(tx, request, agreement), occasion);
      return 1;
    }),
  );
}
