import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** A read of AWS is told to have ended when its writing began, which takes minutes at most before others see it. */
const LONGEST_WRITING_MS = 3_600_000;

/**
 * Rows that are read in several steps, and at their end the certainty that they belong together: a read of AWS that was stored in between
 * may have moved rows from one step to another, so that some came twice and others not at all.
 * @param since a moment before the first step
 * @throws at the end of the rows, when a read of AWS came to be seen after the first step began
 */
export async function* unmoved<Row>(
  viewer: Viewer,
  rows: AsyncIterable<Row>,
  since: Date,
): AsyncGenerator<Row> {
  if (!mayReadEverything(viewer)) return;
  const from = new Date(since.getTime() - LONGEST_WRITING_MS);
  const before = await readsStored(from);
  yield* rows;
  if ((await readsStored(from)) !== before)
    throw new Error("AWS was read again while the list was being written; ask for it once more.");
}

/** How many reads of AWS that ended since a moment have been stored. */
async function readsStored(from: Date): Promise<number> {
  const [stored] = await db().$queryRaw<{ reads: number }[]>`
    select ((select count(*) from sync_run where finished_at >= ${from} and state = 'done')
      + (select count(*) from refresh where finished_at >= ${from} and state = 'done'))::int as reads`;
  return stored?.reads ?? 0;
}
