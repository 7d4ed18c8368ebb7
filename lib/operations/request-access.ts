import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Once } from "#lib/core/api/once.ts";
import { MAX_OPEN_REQUESTS } from "#lib/core/request.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { type Db, db } from "#lib/db/client.ts";
import { isUniqueViolation } from "#lib/db/retryable.ts";
import { type Ask, holdAsking, type Recorded, recordAsk } from "./asking/record-ask.ts";
import { guarded, no } from "./guarded.ts";

export type { Ask, Recorded };

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
  once?: Once<Recorded>,
): Promise<Result<Recorded>> {
  const { personId } = doing.actor.viewer;
  try {
    return await guarded(async (tx) => {
      await holdAsking(tx, personId);
      const open = await openRequest(tx, personId, ask);
      if (open) return no({ code: "already-asked", requestId: open.id });
      return recordAsk(tx, doing, ask, null);
    }, once);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const open = await openRequest(db(), personId, ask);
    return open
      ? refuse({ code: "already-asked", requestId: open.id })
      : refuse({ code: "too-many-open", max: MAX_OPEN_REQUESTS });
  }
}

/** The person's undecided request for the same role, be it for more time of it. */
function openRequest(
  tx: Db,
  requesterId: string,
  { accountId, permissionSetArn }: Ask,
): Promise<{ id: string } | null> {
  return tx.request.findFirst({
    where: { requesterId, accountId, permissionSetArn, state: "pending" },
    select: { id: true },
  });
}
