import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Export, ExportFormat } from "#lib/core/exports/export.ts";
import { db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";

/**
 * Writes down who takes which rows out of the house, before the first of them leaves (security.md, AUD-07).
 * @throws when the event cannot be written; then nothing may be sent
 */
export async function recordExport(
  doing: Doing<PersonActor>,
  { list, filters, columns }: Pick<Export, "list" | "filters" | "columns">,
  format: ExportFormat | "yaml",
): Promise<void> {
  await record(db(), doing, {
    action: "export.made",
    target: { kind: "list", id: list, name: list.replaceAll("-", " ") },
    cause: "asked by the person",
    details: {
      format,
      columns,
      filters: Object.entries(filters).map(([field, value]) => `${field}=${value}`),
    },
  });
}
