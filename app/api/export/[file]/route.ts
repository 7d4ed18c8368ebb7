import { notFound } from "next/navigation";
import { readMoment } from "#app/(console)/moment.ts";
import { requireReader } from "#lib/auth/require-viewer.ts";
import type { ExportFormat } from "#lib/core/exports/export.ts";
import { exportFileName, readExportName } from "#lib/core/exports/export-name.ts";
import { writeExport } from "#lib/core/exports/write-export.ts";
import { recordExport } from "#lib/operations/record-export.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { unmoved } from "#lib/queries/catalogue/unmoved.ts";
import { exporters } from "../exporters.ts";
import { streamOf } from "../stream-of.ts";

export const dynamic = "force-dynamic";

const types = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json; charset=utf-8",
} as const satisfies Record<ExportFormat, string>;

/** Every row that the filters of a list leave, as a file. For administrators and auditors; who took what is in the audit. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  const viewer = await requireReader();
  const name = readExportName((await params).file);
  const open = name && exporters.get(name.list);
  if (!open) notFound();
  const moment = await readMoment();
  const opened = open(viewer, writtenIn(request.url), moment);
  if ("unclear" in opened) return refused(`The filter "${opened.unclear}" is not understood.`);
  const { now, zone } = moment;
  const made = { ...opened.export, list: name.list, rows: unmoved(viewer, opened.export.rows, now) };
  await recordExport({ actor: { kind: "person", viewer }, now }, made, name.format);
  const { readAt } = await syncAge(viewer, now);
  return new Response(streamOf(writeExport(made, name.format, { madeAt: now, zone, readAt })), {
    headers: {
      "content-type": types[name.format],
      "content-disposition": `attachment; filename="${exportFileName(name.list, name.format, now)}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** A file that is not taken is not recorded as taken. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET", "cache-control": "private, no-store" } });
}

function writtenIn(url: string): Record<string, string[]> {
  const query = new URL(url).searchParams;
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function refused(words: string): Response {
  return new Response(`${words}\n`, {
    status: 400,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  });
}
