import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { explainEnd } from "#lib/core/grant.ts";
import type { Db } from "#lib/db/client.ts";
import { holdGrant } from "#lib/db/extended.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { queueLetter } from "./queue-letter.ts";

type Withdrawn = {
  id: string;
  requestId: string;
  personId: string;
  accountId: string;
  request: { permissionSetName: string; accountName: string };
};

/**
 * Withdraws a grant whose end is not reached, for its holder or an administrator, with its audit event; the worker then removes the access.
 * What was to go on after it ends with it, agreed to or not. One that was withdrawn already stays as it is.
 * @param tx the open transaction
 * @returns whether it is withdrawn, by this or before; false when it was over
 */
export async function withdrawGrant(tx: Db, doing: Doing<PersonActor>, grant: Withdrawn): Promise<boolean> {
  // Whoever has it extended beside this comes before, and is found below, or after, and finds it withdrawn.
  await holdGrant(tx, grant.id);
  return withdraw(tx, doing, grant, "ended early");
}

async function withdraw(
  tx: Db,
  doing: Doing<PersonActor>,
  grant: Withdrawn,
  cause: string,
): Promise<boolean> {
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
    cause: `${cause} by ${isHolder ? "the holder" : "an administrator"}`,
    requestId: grant.requestId,
    grantId: grant.id,
    accountId: grant.accountId,
    personId: grant.personId,
  });
  await withdrawExtensions(tx, doing, grant);
  await wake(tx, "grants");
  return true;
}

/** Takes back everything that was to go on after a grant, or goes on already. */
async function withdrawExtensions(tx: Db, doing: Doing<PersonActor>, ended: Withdrawn): Promise<void> {
  const extensions = await tx.request.findMany({
    where: { extendsGrantId: ended.id, state: { in: ["pending", "approved"] } },
    orderBy: { createdAt: "asc" },
    include: { grant: { include: { request: { select: { permissionSetName: true, accountName: true } } } } },
  });
  for (const { grant, ...request } of extensions) {
    if (request.state === "pending") await voidExtension(tx, doing, request);
    else if (grant && grant.withdrawnAt === null && grant.endedAt === null)
      await withdraw(tx, doing, grant, "ended with what it extends");
  }
}

async function voidExtension(
  tx: Db,
  doing: Doing<PersonActor>,
  request: {
    id: string;
    requesterId: string;
    accountId: string;
    permissionSetName: string;
    accountName: string;
  },
): Promise<void> {
  const reason = "extended-over";
  const { count } = await tx.request.updateMany({
    where: { id: request.id, state: "pending" },
    data: { state: "invalidated", settledAt: doing.now, settledReason: reason },
  });
  if (count === 0) return;
  const { requesterId: recipientId, accountId } = request;
  if (recipientId !== doing.actor.viewer.personId)
    await queueLetter(tx, doing, {
      kind: "request_invalidated",
      recipientId,
      requestId: request.id,
      grantId: null,
    });
  await record(tx, doing, {
    action: "request.invalidated",
    target: {
      kind: "request",
      id: request.id,
      name: `${request.permissionSetName} in ${request.accountName}`,
    },
    cause: explainEnd(reason),
    requestId: request.id,
    accountId,
    personId: recipientId,
    details: { reason },
  });
}
