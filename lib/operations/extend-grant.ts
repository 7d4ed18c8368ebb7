import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { refuseExtending } from "#lib/core/extension.ts";
import type { Result } from "#lib/core/result.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { extendedGrant, holdGrant } from "#lib/db/extended.ts";
import { wake } from "#lib/db/wake.ts";
import { groundOfAsking, judgeAsk } from "./asking/judge-ask.ts";
import { type Written, writeAsked } from "./asking/write-asked.ts";
import { guarded, no } from "./guarded.ts";

export type More = { grantId: string; minutes: number; reason: string; ticket: string | null };

/**
 * Asks for more time of a grant that the viewer holds: a request of its own, for a grant that begins where the held one ends, judged by the rule that
 * decides now. It lapses at the latest at that end. Where the rule agrees by itself the grant is there at once.
 * @param more the grant's id, by how many whole minutes, and the words as typed, already cleaned at the door
 * @returns the request's id, and the new grant's where it was agreed at once; or a refusal: unknown (also for others who may not see it), not-holder,
 *   already-over, not-held-yet, standing-access, already-extended, not-extendable, too-long-in-all, and those of asking
 */
export async function extendGrant(doing: Doing<PersonActor>, more: More): Promise<Result<Written>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    const ground = await groundOfAsking(tx, doing);
    await holdGrant(tx, more.grantId);
    const held = await extendedGrant(tx, more.grantId);
    if (!held) return no({ code: "unknown" });
    if (held.personId !== viewer.personId)
      return no({ code: mayReadEverything(viewer) ? "not-holder" : "unknown" });
    const refusal = refuseExtending(held, doing.now);
    if (refusal) return no(refusal);
    const { accountId, permissionSetArn, endsAt: startsAt, destination } = held;
    const { minutes, reason, ticket } = more;
    const ask = { accountId, permissionSetArn, minutes, startsAt, reason, ticket, destination };
    const judged = await judgeAsk(tx, doing, ground, ask, { extended: held });
    if ("refusal" in judged) return no(judged.refusal);
    const written = await writeAsked(tx, doing, ask, judged.askable, null);
    await wake(tx, written.grantId ? "grants" : "letters");
    return written;
  });
}
