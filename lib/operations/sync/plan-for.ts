import type { Db } from "#lib/db/client.ts";

/**
 * Tells Postgres, for the rest of the transaction, how to go about what is coming: everything at once, or what belongs to a few rows.
 * Tables that were empty a moment ago are small to its planner, which would walk them once for every row of the other side; and bit strings
 * are not to be sorted, which happens on disk, but laid over each other in memory.
 */
export async function planFor(tx: Db, affected: unknown): Promise<void> {
  const few = affected === "everything" ? "off" : "on";
  await tx.$executeRaw`
    select set_config('jit', 'off', true), set_config('work_mem', '64MB', true), set_config('enable_nestloop', ${few}, true),
      set_config('enable_sort', 'off', true)`;
}
