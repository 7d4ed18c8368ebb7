import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Once } from "#lib/core/api/once.ts";
import type { Result } from "#lib/core/result.ts";
import { wake } from "#lib/db/wake.ts";
import { type Ask, groundOfAsking, judgeAsk } from "./asking/judge-ask.ts";
import { type Written, writeAsked } from "./asking/write-asked.ts";
import { guarded, no } from "./guarded.ts";

export type { Written };

/**
 * Records the viewer's request under the rule that decides for it, and queues a letter to each approver of its first stage, in one transaction. Where
 * the rule agrees by itself, the grant is opened in the same transaction.
 * @param ask the account (12 digits), the set's ARN, whole minutes, the start, and the words as typed, already cleaned at the door
 * @param once a program's key under which it is done once
 * @returns the request's id, and the grant's where it was agreed at once; or a refusal: not-offered, too-short, too-long, too-far-ahead, in-the-past,
 *   outside-hours, needs-people, too-many-at-once, reason-too-short, ticket-needed, too-few-approvers, already-asked, too-many-open, too-many-held, too-often,
 *   account-not-active, management-account, person-disabled, key-in-use, busy
 */
export async function requestAccess(
  doing: Doing<PersonActor>,
  ask: Ask,
  once?: Once<Written>,
): Promise<Result<Written>> {
  return guarded(async (tx) => {
    const judged = await judgeAsk(tx, doing, await groundOfAsking(tx, doing), ask);
    if ("refusal" in judged) return no(judged.refusal);
    const written = await writeAsked(tx, doing, ask, judged.askable, null);
    await wake(tx, written.grantId ? "grants" : "letters");
    return written;
  }, once);
}
