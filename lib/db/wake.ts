import type { Db } from "./client.ts";

/** The channel on which the worker listens; the payload only says what moved. */
export const WAKE_CHANNEL = "gatehouse";

/** Wakes the worker once this transaction commits. Without it the worker looks by itself within seconds. */
export async function wake(tx: Db, what: "grants" | "letters" | "sync" | "refresh" | "rules"): Promise<void> {
  await tx.$executeRaw`select pg_notify(${WAKE_CHANNEL}, ${what})`;
}
