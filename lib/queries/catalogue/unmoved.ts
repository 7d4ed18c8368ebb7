import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/**
 * Rows that are read in several steps, and at their end the certainty that they belong together: a read of AWS that was stored in between
 * may have moved rows from one step to another, so that some came twice and others not at all.
 * @param since the moment before the first step
 * @throws at the end of the rows, when the catalogue was written since then
 */
export async function* unmoved<Row>(
  viewer: Viewer,
  rows: AsyncIterable<Row>,
  since: Date,
): AsyncGenerator<Row> {
  if (!mayReadEverything(viewer)) return;
  yield* rows;
  const [moved] = await db().$queryRaw<{ moved: boolean }[]>`
    select exists (select from sync_run where finished_at >= ${since} and state = 'done')
      or exists (select from refresh where finished_at >= ${since} and state = 'done') as moved`;
  if (moved?.moved)
    throw new Error("AWS was read again while the list was being written; ask for it once more.");
}
