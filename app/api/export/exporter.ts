import type { z } from "zod";
import type { Export, ExportRow } from "#lib/core/exports/export.ts";
import type { Viewer } from "#lib/core/viewer.ts";

/** The query of an export's address; a field that came twice is a list. */
export type Written = Readonly<Record<string, readonly string[]>>;

/** What a list gives away: the export, or the field of the address that is not understood. */
export type Opened = { export: Omit<Export, "list"> } | { unclear: string };

/** Opens a list for its readers. Nothing is read before the first row is asked for. */
export type Exporter = (viewer: Viewer, written: Written, moment: { now: Date; zone: string }) => Opened;

/**
 * A list that can be exported. To add one, write a query that yields its rows (an async generator that takes the viewer first and yields
 * nothing to those who may not read everything; `readAll` of `lib/queries/catalogue/keyset.ts` reads in batches), describe it with this
 * function, and put it into `exporters` under the name that `paths.exported` is called with.
 * @param address the filters of the list's page, as the page itself parses them, without the place of a page. A field that is not among
 *   them, came twice or does not say what the field takes refuses the export: a file must never hold other rows than were asked for.
 * @param columns the head of the CSV and the keys of the JSON, each a property of a row; other properties stay behind
 * @param rows the rows that the filters leave
 */
export function exporter<Address extends z.ZodObject, Row extends ExportRow>({
  address,
  columns,
  rows,
}: {
  address: Address;
  columns: readonly (keyof Row & string)[];
  rows: (
    viewer: Viewer,
    filters: z.output<Address>,
    moment: { now: Date; zone: string },
  ) => AsyncIterable<Row>;
}): Exporter {
  return (viewer, written, moment) => {
    const given = Object.entries(written).filter(([, values]) => values.some((value) => value !== ""));
    const parsed = address.safeParse(Object.fromEntries(given.map(([name, [value]]) => [name, value])));
    if (!parsed.success) return { unclear: String(parsed.error.issues[0]?.path[0] ?? "filters") };
    const understood = new Map(Object.entries(parsed.data));
    const unclear = given.find(([name, values]) => values.length > 1 || understood.get(name) === undefined);
    if (unclear) return { unclear: unclear[0] };
    const filters = Object.fromEntries(given.map(([name, [value = ""]]) => [name, value]));
    return { export: { filters, columns, rows: rows(viewer, parsed.data, moment) } };
  };
}
