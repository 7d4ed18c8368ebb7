import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { askedRaces } from "./asked-races.ts";
import { countOf } from "./count.ts";
import { reports, type Step, sets } from "./steps.ts";

const root = join(import.meta.dirname, "..");
const binaries = join(root, "node_modules/.bin");

async function runStep({ name, command, env = {}, shows }: Step): Promise<boolean> {
  const began = performance.now();
  process.stdout.write(`${name} … `);
  const { succeeded, output } = await run(command, env);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    succeeded
      ? `${seconds} s\n`
      : `failed after ${seconds} s\n${output}\nTo see it alone: npx ${command.join(" ")}\n\n`,
  );
  for (const line of succeeded && shows ? output.split("\n") : [])
    if (shows?.test(line)) process.stdout.write(`  ${line}\n`);
  return succeeded;
}

async function run(
  [program = "", ...args]: readonly string[],
  own: NonNullable<Step["env"]>,
): Promise<{ succeeded: boolean; output: string }> {
  const PATH = `${binaries}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, ...own, PATH, NODE_ENV: "test", CI: "1" } as const;
  const child = spawn(programPath(program), args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, forward);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      output += String(error);
      resolve(1);
    });
    child.once("close", resolve);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, forward);
  return { succeeded: code === 0, output };
}

function programPath(program: string): string {
  return program === "node" ? process.execPath : join(binaries, program);
}

async function runSet(name: string, words: readonly string[]): Promise<number> {
  const steps = name === "races" ? sets[name]?.map((step) => askedRaces(step, words)) : sets[name];
  if (!steps) {
    console.error(`Say one of: ${Object.keys(sets).join(", ")}.`);
    return 1;
  }
  rmSync(join(root, reports), { recursive: true, force: true });
  mkdirSync(join(root, reports), { recursive: true });
  const total = { passed: 0, failed: 0 };
  for (const step of steps) {
    const count = countOf(step, await runStep(step));
    total.passed += count.passed;
    total.failed += count.failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await runSet(process.argv[2] ?? "", process.argv.slice(3));
if (process.connected) process.disconnect();
