import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Once } from "#lib/core/api/once.ts";
import { isFinished, isWanted } from "#lib/core/grant.ts";
import type { Result } from "#lib/core/result.ts";
import { guarded, no } from "./guarded.ts";
import { withdrawGrant } from "./withdraw-grant.ts";

/**
 * Withdraws a grant before its end, by its holder or an administrator; the worker then removes the access.
 * A second click finds it withdrawn and answers as the first did.
 * @param once a program's key under which it is done once
 * @returns the grant's id; or a refusal: unknown (also for others who may not see it), already-over, key-in-use, busy
 */
export async function endGrant(
  doing: Doing<PersonActor>,
  grantId: string,
  once?: Once<{ grantId: string }>,
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
    return (await withdrawGrant(tx, doing, grant)) ? { grantId } : no({ code: "already-over" });
  }, once);
}
