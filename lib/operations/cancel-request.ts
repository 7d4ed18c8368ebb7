import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "./guarded.ts";
import { settledRefusal } from "./settled-refusal.ts";

/**
 * Withdraws the viewer's own undecided request. Links in letters about it die with it.
 * @returns the request's id; or a refusal: unknown (also for somebody else's), already-settled with who settled it
 */
export async function cancelRequest(
  doing: Doing<PersonActor>,
  requestId: string,
): Promise<Result<{ requestId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    const request = await tx.request.findFirst({ where: { id: requestId, requesterId: viewer.personId } });
    if (!request) return no({ code: "unknown" });
    const { count } = await tx.request.updateMany({
      where: { id: request.id, requesterId: viewer.personId, state: "pending" },
      data: { state: "cancelled", settledAt: doing.now, settledReason: "withdrawn by the requester" },
    });
    if (count === 0) return no(await settledRefusal(tx, request.id));
    await record(tx, doing, {
      action: "request.cancelled",
      target: {
        kind: "request",
        id: request.id,
        name: `${request.permissionSetName} in ${request.accountName}`,
      },
      cause: "withdrawn by the requester",
      requestId: request.id,
      accountId: request.accountId,
    });
    return { requestId: request.id };
  });
}
