import type { Db } from "#lib/db/client.ts";

/** So far apart AWS's clock and ours may be before windows mean nothing: then nothing is granted, and removing goes on. */
const MOST_SKEW_MS = 120_000;

/** Whether nothing is created at present: an administrator stopped it, or AWS's clock and the database's are too far apart. */
export async function isGrantingStopped(tx: Db): Promise<boolean> {
  const state = await tx.engineState.findFirst({ select: { drainingSince: true, awsAheadMs: true } });
  if (!state) return false;
  return state.drainingSince !== null || Math.abs(state.awsAheadMs ?? 0) > MOST_SKEW_MS;
}
