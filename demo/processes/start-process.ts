import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Watchman } from "./watchman.ts";

/** What to run; `logFile` receives both of its outputs. */
export interface ProcessToStart {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly logFile: string;
  readonly stopSignal: "INT" | "TERM";
  readonly runAs?: { readonly uid: number; readonly gid: number } | undefined;
}

/** A process that runs; `exited` resolves with how it ended, `stop` when nothing of it is left. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly exited: Promise<string>;
  hasExited(): boolean;
  stop(patienceMs: number): Promise<void>;
}

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only the one that knows the order to stop in.
 * @returns the running process; throws when the command cannot be run at all
 */
export async function startProcess(toStart: ProcessToStart, watchman: Watchman): Promise<RunningProcess> {
  const { name, logFile, stopSignal } = toStart;
  const child = await spawnLogged(toStart);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name} has no process id.`);
  watchman.watch(pid, stopSignal);

  let ended = false;
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      ended = true;
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  });
  return {
    name,
    pid,
    logFile,
    exited,
    hasExited: () => ended,
    async stop(patienceMs) {
      if (!ended) child.kill(`SIG${stopSignal}`);
      const deadline = setTimeout(() => killGroup(pid), patienceMs);
      await exited;
      clearTimeout(deadline);
      killGroup(pid);
    },
  };
}

async function spawnLogged(toStart: ProcessToStart): Promise<ChildProcess> {
  mkdirSync(dirname(toStart.logFile), { recursive: true });
  const log = openSync(toStart.logFile, "a", 0o600);
  try {
    const child = spawn(toStart.command, toStart.args, {
      cwd: toStart.folder,
      env: { NODE_ENV: "production", ...toStart.env },
      stdio: ["ignore", log, log],
      detached: true,
      ...toStart.runAs,
    });
    await once(child, "spawn");
    return child;
  } finally {
    closeSync(log);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody of the group is left, which is what was wanted.
  }
}
