import type { RunProgress } from "./run-progress.ts";

/** All rows of a read; counted as they come when they are rows of the catalogue. */
export async function collect<Row>(rows: AsyncIterable<Row>, progress?: RunProgress): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) {
    all.push(row);
    progress?.read(1);
  }
  return all;
}
