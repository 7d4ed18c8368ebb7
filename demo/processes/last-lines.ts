import { existsSync, readFileSync } from "node:fs";

/** The last lines of a log, or a word that there are none. */
export function lastLines(file: string, count: number): string {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  return lines.slice(-count).join("\n") || "(nothing)";
}
