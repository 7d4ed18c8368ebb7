import { db } from "#lib/db/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";

/** A letter that is told by itself or with another, and what it is about. */
export type Told = { id: string; requestId: string };

/**
 * Gathers what one letter tells of. About the requests of a bundle a person gets one letter of a kind: the first that is written takes in all that
 * wait to be written, and those are not sent any more. A letter that is written again, because it could not be sent, tells of what it took in.
 * @param letter one that is queued
 * @returns the letters that it tells for, itself among them, in the bundle's order; null when another letter tells of its own
 */
export async function gatherTold(
  letter: { id: string; kind: LetterKind; recipientId: string; requestId: string },
  bundleId: string | null,
): Promise<Told[] | null> {
  if (bundleId === null) return [{ id: letter.id, requestId: letter.requestId }];
  const { id, kind, recipientId } = letter;
  return db().$transaction(async (tx) => {
    // Two letters that are written at the same time would each take in the other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`letters:${bundleId}:${kind}:${recipientId}`}, 0))`;
    const { toldById } = await tx.letter.findUniqueOrThrow({ where: { id }, select: { toldById: true } });
    if (toldById !== null && toldById !== id) return null;
    await tx.letter.updateMany({ where: { id, state: "queued" }, data: { toldById: id } });
    await tx.letter.updateMany({
      where: { kind, recipientId, state: "queued", toldById: null, request: { bundleId } },
      data: {
        toldById: id,
        state: "superseded",
        failure: "one letter tells of all that was asked together",
        leaseUntil: null,
      },
    });
    const told = await tx.letter.findMany({
      where: { toldById: id },
      select: { id: true, requestId: true },
      orderBy: { request: { bundlePlace: "asc" } },
    });
    return told.flatMap(({ id: letterId, requestId }) =>
      requestId === null ? [] : [{ id: letterId, requestId }],
    );
  });
}
