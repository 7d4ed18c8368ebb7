import type { Once, Sent } from "#lib/core/api/once.ts";
import type { Refusal } from "#lib/core/refusal.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { type Db, db } from "#lib/db/client.ts";
import { isRetryable } from "#lib/db/retryable.ts";

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Ends a guarded transaction with a no: nothing of it is kept. */
export function no(refusal: Refusal): never {
  throw new Refused(refusal);
}

const TRIES = 3;

/**
 * Does a program's change in a transaction unless it was done before, and keeps the answer in the same transaction. The lock is tried and not waited
 * for: whoever sends the same many times at once must not hold as many connections.
 */
async function doOnce<T>(tx: Db, once: Once<T>, work: (tx: Db) => Promise<T>): Promise<T> {
  const { tokenId, key, hash, now, tell } = once;
  const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${lockOf(once)}, 0)) as "isOurs"`;
  if (!lock?.isOurs || (await tx.apiAnswer.count({ where: { tokenId, key } })) > 0)
    return no({ code: "key-in-use" });
  const value = await work(tx);
  const { status, text } = tell(value);
  await tx.apiAnswer.create({
    data: { tokenId, key, sentHash: hash, status, answer: text, createdAt: now },
    select: { key: true },
  });
  return value;
}

/** What a change under a key holds while it is made. */
export function lockOf({ tokenId, key }: Pick<Sent, "tokenId" | "key">): string {
  return `once:${tokenId}:${key}`;
}

/**
 * Runs one transaction that may say no. A no rolls back and comes out as a value; a deadlock or a serialization
 * failure is tried again, three times in all, and then is a no too: busy. Anything else throws.
 * @param once a program's key under which it is done once: with one under way or done already the no is key-in-use
 */
export async function guarded<T>(work: (tx: Db) => Promise<T>, once?: Once<T>): Promise<Result<T>> {
  for (let tried = 1; ; tried += 1) {
    try {
      return accept(await db().$transaction(once ? (tx) => doOnce(tx, once, work) : work));
    } catch (error) {
      if (error instanceof Refused) return refuse(error.refusal);
      if (!isRetryable(error)) throw error;
      if (tried >= TRIES) return refuse({ code: "busy" });
    }
  }
}
