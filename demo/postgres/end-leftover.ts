import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "../processes/until.ts";

/**
 * Ends the server that a killed demo left behind on its data, if there is one.
 * @param folder the cluster's data
 */
export async function endLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n", 1)[0]);
  if (isServerOf(folder, pid)) {
    process.kill(pid, "SIGINT");
    await until("the database that was left behind ends", 20_000, async () => !isServerOf(folder, pid));
  }
  // Without its process the file only says that the machine or the server ended badly, and the number may be anybody's.
  rmSync(pidFile, { force: true });
}

function isServerOf(folder: string, pid: number): boolean {
  if (!(pid > 0)) return false;
  if (existsSync("/proc/self/cmdline")) {
    const commandLine = `/proc/${pid}/cmdline`;
    return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes(folder);
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
