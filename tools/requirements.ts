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

/** Every id of the areas that are done: each of them has to be shown, whatever docs/security.md says of it. */
const DONE = [
  ...idsOf("EML", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
  ...idsOf("APR", [1, 2, 3, 5, 6, 7, 8, 10, 12]),
  ...idsOf("ELG", [1, 2, 3, 4, 5, 6, 7]),
  ...idsOf("RAC", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
];

function idsOf(area: string, numbers: readonly number[]): string[] {
  return numbers.map((number) => `${area}-${String(number).padStart(2, "0")}`);
}

/**
 * What is wrong with what the tests show, one sentence each.
 * @param shown the ids that tests show
 * @param declared the ids that docs/security.md says are kept
 * @param done the ids of the areas that are done
 */
export function requirementProblems(
  shown: ReadonlySet<string>,
  declared: readonly string[],
  done: readonly string[] = DONE,
): string[] {
  const told = [
    ["docs/security.md says these are kept, but no test shows them", declared.filter((id) => !shown.has(id))],
    ["their area is done, but no test shows them", done.filter((id) => !shown.has(id))],
  ] as const;
  return told.flatMap(([problem, ids]) => (ids.length === 0 ? [] : [`${problem}: ${ids.join(", ")}.`]));
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
  // Its own test speaks of ids that it does not show.
  const telling = paths.filter((path) => path !== "tools/requirements.test.ts");
  const shown = shownRequirements(
    telling.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  );
  for (const [id, files] of [...shown].toSorted(([a], [b]) => a.localeCompare(b)))
    console.log(`${id}  ${files.join(", ")}`);
  const declared = declaredRequirements(readFileSync(join(root, "docs/security.md"), "utf8"));
  for (const problem of requirementProblems(new Set(shown.keys()), declared)) {
    console.error(problem);
    process.exitCode = 1;
  }
}
