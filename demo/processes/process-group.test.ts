import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastLines } from "./last-lines.ts";
import { processGroup } from "./process-group.ts";
import type { ProcessToStart } from "./start-process.ts";
import { until } from "./until.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-processes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function shell(name: string, script: string): ProcessToStart {
  const logFile = join(folder, `${name}.log`);
  return {
    name,
    command: "/bin/sh",
    args: ["-c", script],
    env: { PATH: "/usr/bin:/bin" },
    folder,
    logFile,
    stopSignal: "TERM",
  };
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

test("says which process died, and with what last words", async () => {
  const group = processGroup();
  await group.start(shell("worker", "echo out of luck >&2; exit 3"));
  expect(await group.firstDeath).toMatch(/worker ended with code 3[\s\S]*out of luck/);
  await group.stopAll();
});

test("stops its processes, those that their own processes started, and those that do not listen", async () => {
  const group = processGroup(500);
  const parent = await group.start(shell("parent", "sleep 300 & echo $!; wait"));
  const deaf = await group.start(shell("deaf", "trap '' TERM; echo ready; while :; do sleep 1; done"));
  await until("both have begun", 5_000, async () =>
    [parent, deaf].every(({ logFile }) => lastLines(logFile, 1) !== "(nothing)"),
  );
  const grandchild = Number(lastLines(parent.logFile, 1));
  await group.stopAll();
  expect([parent.pid, deaf.pid, grandchild].filter(runs)).toEqual([]);
  await expect(group.start(shell("late", "true"))).rejects.toThrow(/being stopped/);
});

test("leaves none behind when whoever started them is killed", async () => {
  const script = `
    const { processGroup } = await import(${JSON.stringify(join(import.meta.dirname, "process-group.ts"))});
    const started = await processGroup().start(${JSON.stringify(shell("orphan", "sleep 300"))});
    console.log(started.pid);
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = await new Promise<number>((resolve) =>
    starter.stdout.once("data", (text) => resolve(Number(text))),
  );
  expect(runs(pid)).toBe(true);
  starter.kill("SIGKILL");
  await until("the orphan has ended", 8_000, async () => !runs(pid));
});
