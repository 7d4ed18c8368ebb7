import type { Actor } from "#lib/core/actor.ts";
import type { Db } from "#lib/db/client.ts";

/**
 * Queues a letter to each person whose yes or no a request waits for.
 * @param occasion which time they are asked, so that each is asked once on each
 */
export async function askDeciders(
  tx: Db,
  { now }: { actor: Actor; now: Date },
  requestId: string,
  deciders: readonly { id: string }[],
  occasion = "",
): Promise<void> {
  if (deciders.length === 0) return;
  await tx.letter.createMany({
    data: deciders.map(({ id }) => ({
      kind: "decision_asked" as const,
      recipientId: id,
      requestId,
      grantId: null,
      occasion,
      createdAt: now,
      dueAt: now,
    })),
    skipDuplicates: true,
  });
}
