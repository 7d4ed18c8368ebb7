import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { isFinished, isWanted } from "#lib/core/grant.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "./guarded.ts";

/**
 * Withdraws a grant before its end, by its holder or an administrator; the worker then removes the access.
 * A second click finds it withdrawn and answers as the first did.
 * @returns the grant's id; or a refusal: unknown (also for others who may not see it), already-over
 */
export async function endGrant(
  doing: Doing<PersonActor>,
  grantId: string,
): Promise<Result<{ grantId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    const grant = await tx.grant.findUnique({
      where: { id: grantId },
      include: { request: { select: { permissionSetName: true, accountName: true } } },
    });
    if (!grant || (grant.personId !== viewer.personId && !viewer.isAdministrator))
      return no({ code: "unknown" });
    if (grant.withdrawnAt) return { grantId };
    const isToCome = grant.state === "scheduled" && grant.startsAt > doing.now;
    if (isFinished(grant.state) || (!isWanted(grant, doing.now) && !isToCome))
      return no({ code: "already-over" });
    const { count } = await tx.grant.updateMany({
      where: { id: grantId, withdrawnAt: null, endedAt: null, endsAt: { gt: doing.now } },
      data: {
        withdrawnAt: doing.now,
        withdrawnById: viewer.personId,
        withdrawnByName: viewer.displayName,
        withdrawnReason: grant.personId === viewer.personId ? "ended-by-holder" : "ended-by-administrator",
      },
    });
    if (count === 0) {
      const now = await tx.grant.findUniqueOrThrow({ where: { id: grantId }, select: { withdrawnAt: true } });
      return now.withdrawnAt ? { grantId } : no({ code: "already-over" });
    }
    await record(tx, doing, {
      action: "grant.withdrawn",
      target: {
        kind: "grant",
        id: grantId,
        name: `${grant.request.permissionSetName} in ${grant.request.accountName}`,
      },
      cause:
        grant.personId === viewer.personId ? "ended early by the holder" : "ended early by an administrator",
      requestId: grant.requestId,
      grantId,
      accountId: grant.accountId,
      personId: grant.personId,
    });
    await wake(tx, "grants");
    return { grantId };
  });
}
