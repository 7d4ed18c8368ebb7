import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";

type Withdrawn = {
  id: string;
  requestId: string;
  personId: string;
  accountId: string;
  request: { permissionSetName: string; accountName: string };
};

/**
 * Withdraws a grant whose end is not reached, for its holder or an administrator, with its audit event; the worker then removes the access.
 * One that was withdrawn already stays as it is.
 * @param tx the open transaction
 * @returns whether it is withdrawn, by this or before; false when it was over
 */
export async function withdrawGrant(tx: Db, doing: Doing<PersonActor>, grant: Withdrawn): Promise<boolean> {
  const { viewer } = doing.actor;
  const isHolder = grant.personId === viewer.personId;
  const { count } = await tx.grant.updateMany({
    where: { id: grant.id, withdrawnAt: null, endedAt: null, endsAt: { gt: doing.now } },
    data: {
      withdrawnAt: doing.now,
      withdrawnById: viewer.personId,
      withdrawnByName: viewer.displayName,
      withdrawnReason: isHolder ? "ended-by-holder" : "ended-by-administrator",
    },
  });
  if (count === 0) {
    const now = await tx.grant.findUniqueOrThrow({ where: { id: grant.id }, select: { withdrawnAt: true } });
    return now.withdrawnAt !== null;
  }
  await record(tx, doing, {
    action: "grant.withdrawn",
    target: {
      kind: "grant",
      id: grant.id,
      name: `${grant.request.permissionSetName} in ${grant.request.accountName}`,
    },
    cause: isHolder ? "ended early by the holder" : "ended early by an administrator",
    requestId: grant.requestId,
    grantId: grant.id,
    accountId: grant.accountId,
    personId: grant.personId,
  });
  await wake(tx, "grants");
  return true;
}
