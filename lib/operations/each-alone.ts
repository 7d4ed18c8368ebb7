/**
 * Does the same to each of several rows, so that one that cannot be done holds up no other.
 * @throws AggregateError after the last one, with what went wrong with each that could not be done
 */
export async function eachAlone<Row>(
  rows: readonly Row[],
  work: (row: Row) => Promise<number>,
): Promise<number> {
  const faults: unknown[] = [];
  let done = 0;
  for (const row of rows) {
    try {
      done += await work(row);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0)
    throw new AggregateError(faults, `${faults.length} of ${rows.length} could not be done`);
  return done;
}
