import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Once } from "#lib/core/api/once.ts";
import type { Result } from "#lib/core/result.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "./guarded.ts";
import { settledRefusal } from "./settled-refusal.ts";
import { withdrawGrant } from "./withdraw-grant.ts";

export type Cancelled = {
  requestId: string;
  /** The grant that was ended, and whose yes came first; null when nobody had decided. */
  ended: { grantId: string; approvedBy: string } | null;
};

/**
 * Withdraws the viewer's own undecided request. Links in letters about it die with it. Where an approver was quicker, the grant is ended: whoever
 * withdraws does not want the access. A second click answers as the first did.
 * @param once a program's key under which it is done once
 * @returns the request's id, and the grant that was ended; or a refusal: unknown (also for somebody else's), already-settled with who settled it,
 *   key-in-use, busy
 */
export async function cancelRequest(
  doing: Doing<PersonActor>,
  requestId: string,
  once?: Once<Cancelled>,
): Promise<Result<Cancelled>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    const request = await tx.request.findFirst({ where: { id: requestId, requesterId: viewer.personId } });
    if (!request) return no({ code: "unknown" });
    const { count } = await tx.request.updateMany({
      where: { id: request.id, requesterId: viewer.personId, state: "pending" },
      data: { state: "cancelled", settledAt: doing.now, settledReason: "withdrawn by the requester" },
    });
    if (count === 0) return cancelSettled(tx, doing, request.id);
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
    return { requestId: request.id, ended: null };
  }, once);
}

/** Too late to withdraw the request: what it brought is ended, if it brought anything that is not over. */
async function cancelSettled(tx: Db, doing: Doing<PersonActor>, requestId: string): Promise<Cancelled> {
  const { state, grant, decisions } = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    include: {
      grant: { include: { request: { select: { permissionSetName: true, accountName: true } } } },
      decisions: { where: { verdict: "approve" }, select: { deciderName: true } },
    },
  });
  if (state === "cancelled") return { requestId, ended: null };
  if (!grant || !(await withdrawGrant(tx, doing, grant))) return no(await settledRefusal(tx, requestId));
  return {
    requestId,
    ended: { grantId: grant.id, approvedBy: decisions.map(({ deciderName }) => deciderName).join(", ") },
  };
}
