import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "../guarded.ts";

/**
 * Ends a delegation at once, before it began too: by who is away, by who decides in their place, or by an administrator.
 * @returns the delegation's id; or a refusal: unknown, when it is not there or not theirs to end; already-over, busy, not-by-token
 */
export async function endDelegation(doing: Doing<PersonActor>, id: string): Promise<Result<{ id: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (viewer.session.byToken !== null) return no({ code: "not-by-token" });
    const delegation = await tx.delegation.findUnique({ where: { id } });
    if (!delegation) return no({ code: "unknown" });
    const { delegatorId, delegatorName, delegateId, delegateName } = delegation;
    if (![delegatorId, delegateId].includes(viewer.personId) && !viewer.isAdministrator)
      return no({ code: "unknown" });
    const { count } = await tx.delegation.updateMany({
      where: { id, endedAt: null, endsAt: { gt: doing.now } },
      data: { endedAt: doing.now, endedById: viewer.personId, endedByName: viewer.displayName },
    });
    if (count === 0) return no({ code: "already-over" });
    await record(tx, doing, {
      action: "delegation.ended",
      target: { kind: "delegation", id, name: `${delegateName} in the place of ${delegatorName}` },
      cause: causeOf(viewer.personId, delegation),
      personId: viewer.personId === delegatorId ? delegateId : delegatorId,
    });
    await wake(tx, "letters");
    return { id };
  });
}

function causeOf(
  personId: string,
  { delegatorId, delegateId }: { delegatorId: string; delegateId: string },
): string {
  if (personId === delegatorId) return "ended by the person who was away";
  return personId === delegateId ? "ended by who decided in their place" : "ended by an administrator";
}
