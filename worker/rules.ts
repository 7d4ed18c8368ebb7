import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { parse, stringify } from "yaml";
import { parseRulesFile, type RuleInFile, rulesSchema } from "#lib/core/rules/rules-file.ts";
import { closeDb } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { exportRules } from "#lib/operations/rules/export-rules.ts";
import { loadRules } from "#lib/operations/rules/load-rules.ts";
import { planRules } from "#lib/operations/rules/plan-rules.ts";
import { UnknownNames } from "#lib/operations/rules/rules-to-put.ts";
import { planText } from "./plan-text.ts";

/** A file that cannot be used, with what is wrong in it. */
class BadFile extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

function readRules(file: string | undefined): RuleInFile[] {
  if (file === undefined) throw new BadFile(["name the file: npm run rules -- plan rules.yaml"]);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new BadFile([`${file} cannot be read`]);
  }
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new BadFile([error instanceof Error ? error.message : String(error)]);
  }
  const parsed = parseRulesFile(content);
  if ("problems" in parsed) throw new BadFile(parsed.problems);
  return parsed.rules;
}

/** What can be done with rules from the host: each prints what came of it. */
const commands: Record<string, (file: string | undefined) => Promise<string>> = {
  plan: async (file) => planText(await planRules(readRules(file))),
  async apply(file) {
    const rules = readRules(file);
    const actor = { kind: "host", user: userInfo().username } as const;
    const { changed, disabled } = await loadRules({ actor, now: await readNow() }, rules);
    return `${rules.length} rules: ${changed} new or changed, ${disabled} switched off.`;
  },
  export: async () => stringify(await exportRules(), { lineWidth: 120 }).trimEnd(),
  schema: async () => JSON.stringify(rulesSchema(), null, 2),
};

async function main([name = "", file]: string[]): Promise<number> {
  const command = commands[name];
  if (!command) {
    console.error("Say what to do: plan FILE, apply FILE, export, or schema.");
    return 1;
  }
  try {
    console.log(await command(file));
    return 0;
  } catch (error) {
    if (!(error instanceof BadFile) && !(error instanceof UnknownNames)) throw error;
    console.error(`Nothing was changed:\n${error.problems.map((problem) => `  - ${problem}`).join("\n")}`);
    return 1;
  } finally {
    if (process.env.DATABASE_URL) await closeDb();
  }
}

process.exitCode = await main(process.argv.slice(2));
