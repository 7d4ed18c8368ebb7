import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

const manifest = z.object({ rootMainFiles: z.array(z.string()), polyfillFiles: z.array(z.string()) });

/** The scripts that every page of the framework loads, by their path below `/_next/`. */
function frameworksOwn(): ReadonlySet<string> {
  const text = readFileSync(join(".next", "build-manifest.json"), "utf8");
  const { rootMainFiles, polyfillFiles } = manifest.parse(JSON.parse(text));
  return new Set([...rootMainFiles, ...polyfillFiles]);
}

/**
 * Bytes of JavaScript, compressed, that a page sends above the framework's own.
 * @param html the page as it was answered, with its script addresses
 */
export function scriptBytes(html: string): number {
  const own = frameworksOwn();
  const named = new Set([...html.matchAll(/_next\/(static\/[^"'\\\s?]+\.js)/g)].map(([, path = ""]) => path));
  return [...named]
    .filter((path) => !own.has(path))
    .reduce((sum, path) => sum + gzipSync(readFileSync(join(".next", path))).length, 0);
}
