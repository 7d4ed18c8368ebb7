import { fromTheStart } from "./from-the-start.ts";
import { goneAs } from "./gone-as.ts";

/** All rows of a listing that is short enough to hold; none when what it lists is gone. Throws an AwsFault. */
export function wholeList<Row>(list: () => AsyncIterable<Row>): Promise<Row[]> {
  return fromTheStart(() =>
    goneAs([], async () => {
      const rows: Row[] = [];
      for await (const row of list()) rows.push(row);
      return rows;
    }),
  );
}
