import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Runs the bench that is named: `npm run bench -- sync`. */
const [name = ""] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (/^[a-z-]+$/.test(name) && name !== "run" && existsSync(file)) {
  await import(pathToFileURL(file).href);
} else {
  console.error("Say which bench: engine, pages, rules or sync.");
  process.exitCode = 1;
}
