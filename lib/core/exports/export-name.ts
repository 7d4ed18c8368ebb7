import { type ExportFormat, exportFormats } from "./export.ts";

/** The last part of an export's address, "accounts.csv", in its two parts. Null when it is not one. */
export function readExportName(file: string): { list: string; format: ExportFormat } | null {
  const at = file.lastIndexOf(".");
  const format = exportFormats.find((each) => each === file.slice(at + 1));
  return at > 0 && format ? { list: file.slice(0, at), format } : null;
}

/** What a download is called: the list and the moment, in UTC: "gatehouse-accounts-2026-11-24T1332Z.csv". */
export function exportFileName(list: string, format: ExportFormat, madeAt: Date): string {
  const minute = madeAt.toISOString().slice(0, 16).replace(":", "");
  return `gatehouse-${list}-${minute}Z.${format}`;
}
