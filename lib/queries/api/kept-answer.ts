import type { KeptAnswer, Sent } from "#lib/core/api/once.ts";
import { db } from "#lib/db/client.ts";

/**
 * What was answered before to a change under the same key of the same token.
 * @returns null when nothing was; "another" when something else was sent under it
 */
export async function keptAnswer({ tokenId, key, hash }: Sent): Promise<KeptAnswer | "another" | null> {
  const kept = await db().apiAnswer.findUnique({
    where: { tokenId_key: { tokenId, key } },
    select: { sentHash: true, status: true, answer: true },
  });
  if (!kept) return null;
  if (Buffer.compare(kept.sentHash, hash) !== 0) return "another";
  return { status: kept.status, text: kept.answer };
}
