import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Defect, defects } from "./defects.ts";

/**
 * Puts each defect into a copy of the sources, and looks who catches it: going through the small configurations, then the simulation, then faults
 * around a real worker. Each check that catches one has to pass without any defect. `--only WORDS` takes those whose name holds the words; `--seeds 40` says how many seeds each is given.
 */
const { values } = parseArgs({
  options: { only: { type: "string" }, seeds: { type: "string" }, most: { type: "string" } },
});
const root = join(import.meta.dirname, "../..");
const copied = [
  "lib",
  "worker",
  "demo",
  "model",
  "simulation",
  "faults",
  "bench",
  "prisma",
  "package.json",
  "vitest.config.ts",
  "tsconfig.json",
];
const seeds = values.seeds ?? "40";

type Check = { name: string; command: readonly string[] };
const checks: readonly Check[] = [
  { name: "model", command: ["model/main.ts", "--quick"] },
  { name: "simulation", command: ["simulation/main.ts", "--seeds", seeds, "--until-broken"] },
  faults("F03|F09|F37|F47|F46|F59|F61|F62|F43|stands still|list|S3"),
];

/** The faults around a real worker whose names hold these words, up to the first that fails. */
function faults(pattern: string): Check {
  const command = ["node_modules/vitest/vitest.mjs", "run", "--project", "faults", "--bail", "1"];
  return { name: `faults ${pattern}`, command: [...command, "--testNamePattern", pattern] };
}

/** A copy of the sources, with a defect in it unless it is to be as sound as the sources are. */
function plant(defect: Defect | null): string {
  const copy = mkdtempSync(join(tmpdir(), "gatehouse-defect-"));
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  mkdirSync(join(copy, ".gatehouse-reports"), { recursive: true });
  if (!defect) return copy;
  const file = join(copy, defect.file);
  const text = readFileSync(file, "utf8");
  if (text.split(defect.find).length !== 2)
    throw new Error(`"${defect.id}": ${defect.file} does not hold what it would replace exactly once.`);
  writeFileSync(
    file,
    text.replace(defect.find, () => defect.replace),
  );
  return copy;
}

/** What a check finds wrong in a copy, in its own words; null when it finds nothing. */
function found({ command }: Check, copy: string): string | null {
  const run = spawnSync(process.execPath, command, {
    cwd: copy,
    encoding: "utf8",
    timeout: 600_000,
    env: { ...process.env, NODE_ENV: "test", NO_COLOR: "1" },
  });
  if (run.status === 0) return null;
  const said = `${run.stdout}${run.stderr}`.split("\n");
  const words =
    said.find((line) => /^seed \d+: /.test(line)) ??
    said.find((line) => /^ {2}(S|L)\d+: /.test(line)) ??
    said.find((line) => /AssertionError|Error:/.test(line)) ??
    "";
  return words.trim().slice(0, 140);
}

const soundness = new Map<string, string | null>();

/** A check that finds fault with the sources as they are has caught nothing. */
function isSound(check: Check): boolean {
  let fault = soundness.get(check.name);
  if (fault === undefined) {
    const sound = plant(null);
    fault = found(check, sound);
    rmSync(sound, { recursive: true, force: true });
    soundness.set(check.name, fault);
    console.log(`without any defect: ${check.name} ${fault === null ? "passes" : `FAILS  ${fault}`}`);
  }
  return fault === null;
}

/** Which check notices the defect, and in which words; null when none does. The one that is said to comes first. */
function caughtBy(copy: string, { noticedBy }: Defect): string | null {
  for (const check of noticedBy ? [faults(noticedBy), ...checks] : checks) {
    const words = found(check, copy);
    if (words !== null && isSound(check)) return `${check.name}: ${words}`;
  }
  return null;
}

let passed = 0;
let failed = 0;
const chosen = defects
  .filter(({ id }) => id.includes(values.only ?? ""))
  .slice(0, Number(values.most ?? defects.length));
for (const defect of chosen) {
  const copy = plant(defect);
  const caught = caughtBy(copy, defect);
  rmSync(copy, { recursive: true, force: true });
  if (caught) passed += 1;
  else failed += 1;
  console.log(`${caught ? "caught" : "MISSED"}  ${defect.id}  ${caught ?? ""}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
