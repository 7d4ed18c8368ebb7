import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CannotStart } from "./cannot-start.ts";

/**
 * Claims the demo's folder for this process.
 * @param stateFolder the demo's folder
 * @returns how to give it back; throws `CannotStart` when a demo that runs has it
 */
export function claimFolder(stateFolder: string): () => void {
  mkdirSync(stateFolder, { recursive: true, mode: 0o755 });
  refuseRunning(stateFolder);
  const file = runningFile(stateFolder);
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: "wx" });
  return () => rmSync(file, { force: true });
}

/** Throws `CannotStart` when a demo runs in the folder. */
export function refuseRunning(stateFolder: string): void {
  const pid = runningIn(stateFolder);
  if (pid === null) return;
  throw new CannotStart(
    `The demo runs already in this checkout (process ${pid}). Use it, or stop it first with Ctrl-C or \`kill ${pid}\`.`,
  );
}

function runningFile(stateFolder: string): string {
  return join(stateFolder, "running.pid");
}

function runningIn(stateFolder: string): number | null {
  const file = runningFile(stateFolder);
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8"));
  return pid > 0 && pid !== process.pid && isDemo(pid) ? pid : null;
}

function isDemo(pid: number): boolean {
  // The number of a demo that was killed may belong to anybody by now.
  if (existsSync("/proc/self/cmdline")) {
    const commandLine = `/proc/${pid}/cmdline`;
    return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes("demo/start.ts");
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
