import type { Actor } from "#lib/core/actor.ts";
import type { Db } from "#lib/db/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";

/**
 * Queues one letter in the transaction of what it tells. The same letter to the same person about the same thing, on the same occasion, is
 * queued once, however often the change is tried.
 */
export async function queueLetter(
  tx: Db,
  doing: { actor: Actor; now: Date },
  letter: {
    kind: LetterKind;
    recipientId: string;
    occasion?: string;
  } & ({ requestId: string; grantId: string | null } | { ruleChangeId: string }),
): Promise<void> {
  await tx.letter.createMany({
    data: [{ ...letter, createdAt: doing.now, dueAt: doing.now }],
    skipDuplicates: true,
  });
}
