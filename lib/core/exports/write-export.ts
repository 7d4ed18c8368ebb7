import { csvCell } from "./csv-cell.ts";
import type { Export, ExportFormat, ExportMoment } from "./export.ts";

// Spreadsheets read UTF-8 as such only when the file begins with this.
const BYTE_ORDER_MARK = "\u{feff}";

const CHARACTERS_OF_A_PIECE = 32_768;

/**
 * An export as the text of its file, piece by piece, so that memory stays bounded.
 *
 * CSV (RFC 4180): UTF-8 with a byte order mark, a head with the columns, then the rows. JSON: one object whose `rows` are objects by column,
 * with what they are before them and their `count` after them, by which a reader knows that the file is whole.
 */
export async function* writeExport(
  made: Export,
  format: ExportFormat,
  moment: ExportMoment,
): AsyncGenerator<string> {
  const pieces = format === "csv" ? csv(made) : json(made, moment);
  let gathered = "";
  for await (const piece of pieces) {
    gathered += piece;
    if (gathered.length < CHARACTERS_OF_A_PIECE) continue;
    yield gathered;
    gathered = "";
  }
  if (gathered !== "") yield gathered;
}

async function* csv({ columns, rows }: Export): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${columns.map(csvCell).join(",")}\r\n`;
  for await (const row of rows)
    yield `${columns.map((column) => csvCell(row[column] ?? null)).join(",")}\r\n`;
}

async function* json(
  { list, filters, columns, rows }: Export,
  { madeAt, zone, readAt }: ExportMoment,
): AsyncGenerator<string> {
  const head = JSON.stringify({ list, filters, madeAt, zone, readFromAwsAt: readAt, columns });
  yield `${head.slice(0, -1)},"rows":[`;
  let count = 0;
  for await (const row of rows) {
    const cells = columns.map((column) => [column, row[column] ?? null] as const);
    yield `${count === 0 ? "\n" : ",\n"}${JSON.stringify(Object.fromEntries(cells))}`;
    count += 1;
  }
  yield `\n],"count":${count}}\n`;
}
