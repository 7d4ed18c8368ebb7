import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { refuseExtending } from "#lib/core/extension.ts";
import type { Result } from "#lib/core/result.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { extendedGrant, holdGrant } from "#lib/db/extended.ts";
import { holdAsking, type Recorded, recordAsk } from "./asking/record-ask.ts";
import { guarded, no } from "./guarded.ts";

export type More = { grantId: string; minutes: number; reason: string; ticket: string | null };

/**
 * Asks for more time of a grant that the viewer holds: a request of its own, for a grant that begins where the held one ends, judged by the rule that
 * decides now. It lapses at the latest at that end. Where the rule agrees by itself the grant is there at once.
 * @param more the grant's id, by how many whole minutes, and the words as typed, already cleaned at the door
 * @returns the request's id, and the new grant's where it was agreed at once; or a refusal: unknown (also for others who may not see it), not-holder,
 *   already-over, not-held-yet, standing-access, already-extended, not-extendable, too-long-in-all, and those of asking
 */
export async function extendGrant(doing: Doing<PersonActor>, more: More): Promise<Result<Recorded>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    await holdAsking(tx, viewer.personId);
    await holdGrant(tx, more.grantId);
    const held = await extendedGrant(tx, more.grantId);
    if (!held) return no({ code: "unknown" });
    if (held.personId !== viewer.personId)
      return no({ code: mayReadEverything(viewer) ? "not-holder" : "unknown" });
    const refusal = refuseExtending(held, doing.now);
    if (refusal) return no(refusal);
    const { accountId, permissionSetArn, endsAt: startsAt, destination } = held;
    const { minutes, reason, ticket } = more;
    return recordAsk(
      tx,
      doing,
      { accountId, permissionSetArn, minutes, startsAt, reason, ticket, destination },
      held,
    );
  });
}
