import { isTooFarApart } from "#lib/core/granting.ts";
import type { Db } from "#lib/db/client.ts";

/** Whether nothing is created at present: an administrator stopped it, or AWS's clock and the database's are too far apart. */
export async function isGrantingStopped(tx: Db): Promise<boolean> {
  const state = await tx.engineState.findFirst({ select: { drainingSince: true, awsAheadMs: true } });
  return state !== null && (state.drainingSince !== null || isTooFarApart(state.awsAheadMs));
}
