import type { Actor } from "#lib/core/actor.ts";
import type { Db } from "#lib/db/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";

/** What happens to one request of a bundle happens to others within seconds: one letter then tells of all of them. */
const BUNDLE_WAITS_MS = 20_000;

/** When a letter about what happened to a request is to be written: at once, unless it may tell of more in a moment. */
export function letterDueAt(now: Date, bundleId: string | null): Date {
  return bundleId === null ? now : new Date(now.getTime() + BUNDLE_WAITS_MS);
}

/**
 * Queues one letter in the transaction of what it tells. The same letter to the same person about the same thing, on the same occasion, is
 * queued once, however often the change is tried.
 */
export async function queueLetter(
  tx: Db,
  doing: { actor: Actor; now: Date },
  letter: {
    kind: Exclude<LetterKind, "decision_asked">;
    recipientId: string;
    occasion?: string;
  } & ({ requestId: string; grantId: string | null } | { ruleChangeId: string }),
): Promise<void> {
  const bundleId = "requestId" in letter ? await bundleOf(tx, letter.requestId) : null;
  await tx.letter.createMany({
    data: [{ ...letter, createdAt: doing.now, dueAt: letterDueAt(doing.now, bundleId) }],
    skipDuplicates: true,
  });
}

async function bundleOf(tx: Db, requestId: string): Promise<string | null> {
  const { bundleId } = await tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { bundleId: true },
  });
  return bundleId;
}
