import { db } from "#lib/db/client.ts";
import type { LedgerWait } from "#lib/db/generated/enums.ts";
import { type Claim, writeClaimed } from "#lib/db/ledger.ts";

/**
 * Gives a ledger row back until a moment, saying what it waits for.
 * @throws LeaseLost when the row was claimed by somebody else
 */
export async function restRow(
  claim: Claim,
  rest: { until: Date; waitsFor: LedgerWait; now: Date },
): Promise<void> {
  await writeClaimed(db(), claim, {
    dueAt: rest.until,
    waitsFor: rest.waitsFor,
    waitsSince: rest.now,
    leaseOwner: null,
    leaseUntil: null,
  });
}
