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
 * Runs one transaction that may say no. A no rolls back and comes out as a value; a deadlock or a serialization
 * failure is tried again, three times in all, and then is a no too: busy. Anything else throws.
 */
export async function guarded<T>(work: (tx: Db) => Promise<T>): Promise<Result<T>> {
  for (let tried = 1; ; tried += 1) {
    try {
      return accept(await db().$transaction(work));
    } catch (error) {
      if (error instanceof Refused) return refuse(error.refusal);
      if (!isRetryable(error)) throw error;
      if (tried >= TRIES) return refuse({ code: "busy" });
    }
  }
}
