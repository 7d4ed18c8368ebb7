import type { ExportCell } from "./export.ts";

// A spreadsheet takes a cell that begins like this for a formula, and some pass over what is blank before it.
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const special = /[",\r\n]/;

/**
 * One cell of a CSV file as RFC 4180 has it. Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(cell: ExportCell): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const text = cell instanceof Date ? cell.toISOString() : cell;
  const safe = formula.test(text) ? `'${text}` : text;
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
