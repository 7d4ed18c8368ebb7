import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "./guarded.ts";

/**
 * Withdraws every undecided request of a bundle of the viewer's own. What was decided stays as it is.
 * @returns the requests that were withdrawn, in the bundle's order; or a refusal: unknown (also for somebody else's), busy
 */
export async function cancelBundle(
  doing: Doing<PersonActor>,
  bundleId: string,
): Promise<Result<{ requestIds: readonly string[] }>> {
  const requesterId = doing.actor.viewer.personId;
  return guarded(async (tx) => {
    const bundle = await tx.bundle.findFirst({
      where: { id: bundleId, requesterId },
      select: { requests: { where: { state: "pending" }, orderBy: { bundlePlace: "asc" } } },
    });
    if (!bundle) return no({ code: "unknown" });
    const requestIds: string[] = [];
    for (const request of bundle.requests) {
      const { count } = await tx.request.updateMany({
        where: { id: request.id, requesterId, state: "pending" },
        data: { state: "cancelled", settledAt: doing.now, settledReason: "withdrawn by the requester" },
      });
      if (count === 0) continue;
      await record(tx, doing, {
        action: "request.cancelled",
        target: {
          kind: "request",
          id: request.id,
          name: `${request.permissionSetName} in ${request.accountName}`,
        },
        cause: "withdrawn by the requester, with all that waited of what was asked together",
        requestId: request.id,
        accountId: request.accountId,
      });
      requestIds.push(request.id);
    }
    return { requestIds };
  });
}
