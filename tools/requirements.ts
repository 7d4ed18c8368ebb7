import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const ID = /\b(?:EML|APR|ELG|RAC|AUT|SES|WEB|INJ|AWS|AUD|TIM|DOS|SUP|SEC)-\d{2}\b/g;

/** Every id that stands in the quoted words of a test file, which are its titles, with the files that show it. */
export function shownRequirements(files: readonly { path: string; text: string }[]): Map<string, string[]> {
  const shown = new Map<string, string[]>();
  for (const { path, text } of files) {
    const quoted = text.match(/["'`][^"'`\n]*/g) ?? [];
    for (const id of new Set(quoted.flatMap((words) => words.match(ID) ?? []))) {
      shown.set(id, [...(shown.get(id) ?? []), path]);
    }
  }
  return shown;
}

/** The ids that docs/security.md says are kept, from the first column of its tables. */
export function declaredRequirements(document: string): string[] {
  return [...document.matchAll(/^\| ((?:[A-Z]{3}-\d{2}(?:, )?)+) \|/gm)].flatMap(
    (row) => row[1]?.match(ID) ?? [],
  );
}

if (import.meta.main) {
  const paths = globSync(
    ["{app,components,lib,worker,demo,e2e,tools,races}/**/*.{test,spec}.ts", "*.test.ts"],
    {
      cwd: root,
    },
  );
  const shown = shownRequirements(
    paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  );
  for (const [id, files] of [...shown].toSorted(([a], [b]) => a.localeCompare(b)))
    console.log(`${id}  ${files.join(", ")}`);
  const missing = declaredRequirements(readFileSync(join(root, "docs/security.md"), "utf8")).filter(
    (id) => !shown.has(id),
  );
  if (missing.length > 0) {
    console.error(`docs/security.md says these are kept, but no test shows them: ${missing.join(", ")}.`);
    process.exitCode = 1;
  }
}
