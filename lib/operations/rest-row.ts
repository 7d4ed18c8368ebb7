import { db } from "#lib/db/client.ts";
import type { LedgerWait } from "#lib/db/generated/enums.ts";
import { type Claim, LeaseLost } from "#lib/db/ledger.ts";

/**
 * Gives a ledger row back until a moment, saying what it waits for. A wait that goes on keeps the moment at which it began.
 * @throws LeaseLost when the row was claimed by somebody else
 */
export async function restRow(
  claim: Claim,
  rest: { until: Date; waitsFor: LedgerWait; now: Date },
): Promise<void> {
  const count = await db().$executeRaw`
    update managed_assignment set due_at = ${rest.until}, lease_owner = null, lease_until = null,
      waits_since = case when waits_for = ${rest.waitsFor}::ledger_wait then coalesce(waits_since, ${rest.now}) else ${rest.now} end,
      waits_for = ${rest.waitsFor}::ledger_wait
    where id = ${claim.id}::uuid and lease_epoch = ${claim.epoch}`;
  if (count === 0) throw new LeaseLost(claim.id);
}
