import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { parse } from "yaml";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { closeDb } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { loadRules, UnknownNames } from "#lib/operations/rules/load-rules.ts";

function stop(problems: readonly string[]): void {
  console.error(`The rules were not loaded:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  process.exitCode = 1;
}

const [file] = process.argv.slice(2);
if (file) {
  const parsed = parseRulesFile(parse(readFileSync(file, "utf8")));
  if ("problems" in parsed) {
    stop(parsed.problems);
  } else {
    try {
      const actor = { kind: "host", user: userInfo().username } as const;
      const { changed, disabled } = await loadRules({ actor, now: await readNow() }, parsed.rules);
      console.log(`${parsed.rules.length} rules: ${changed} new or changed, ${disabled} switched off.`);
    } catch (error) {
      if (!(error instanceof UnknownNames)) throw error;
      stop(error.problems);
    } finally {
      await closeDb();
    }
  }
} else {
  stop(["name the file: npm run rules -- rules.yaml"]);
}
