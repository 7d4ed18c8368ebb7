import type { Actor } from "#lib/core/actor.ts";
import type { Db } from "#lib/db/client.ts";
import { queueLetter } from "../queue-letter.ts";

/**
 * Queues a letter to each person whose yes or no a request waits for.
 * @param occasion which time they are asked, so that each is asked once on each
 */
export async function askDeciders(
  tx: Db,
  doing: { actor: Actor; now: Date },
  requestId: string,
  deciders: readonly { id: string }[],
  occasion = "",
): Promise<void> {
  for (const { id } of deciders)
    await queueLetter(tx, doing, {
      kind: "decision_asked",
      recipientId: id,
      requestId,
      grantId: null,
      occasion,
    });
}
