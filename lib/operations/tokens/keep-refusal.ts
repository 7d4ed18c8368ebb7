import type { KeptAnswer, Sent } from "#lib/core/api/once.ts";
import { db } from "#lib/db/client.ts";
import { lockOf } from "../guarded.ts";

/**
 * Keeps the answer to a change that was refused, so that the same call is answered alike. Nothing was changed, so it stands in no other transaction;
 * where the same call came to something meanwhile, that stays.
 * @param now when it was refused, by the database's clock
 */
export async function keepRefusal(sent: Sent, now: Date, { status, text }: KeptAnswer): Promise<void> {
  const { tokenId, key, hash } = sent;
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lockOf(sent)}, 0))`;
    await tx.apiAnswer.createMany({
      data: { tokenId, key, sentHash: hash, status, answer: text, createdAt: now },
      skipDuplicates: true,
    });
  });
}
