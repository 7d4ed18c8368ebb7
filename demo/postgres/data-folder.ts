import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { CannotStart } from "../cannot-start.ts";
import { identityOf } from "./binaries.ts";
import { type RunAs, runAs } from "./run-as.ts";

/**
 * Where a folder's data goes when root runs the demo and the user Postgres runs as cannot reach the folder.
 * @param wanted the folder that was asked for
 * @returns a folder of its own below `/var/lib/gatehouse`, where only root may put anything
 */
export function fallbackFor(wanted: string): string {
  return join(
    "/var/lib/gatehouse",
    createHash("sha256").update(wanted).digest("hex").slice(0, 12),
    "postgres",
  );
}

/**
 * Makes a folder that Postgres can keep its data in.
 * @param wanted where the data should be
 * @returns the folder and whom Postgres runs as; the folder is another one when root runs the demo in a checkout nobody else can reach
 */
export function dataFolder(wanted: string): { folder: string; user: RunAs } {
  for (const folder of new Set([wanted, process.getuid?.() === 0 ? fallbackFor(wanted) : wanted])) {
    const user = runAs(folder);
    mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    if (user) chownSync(folder, user.uid, user.gid);
    if (user ? reachable(folder, user) : usable(folder)) return { folder, user };
  }
  throw new CannotStart(
    `The database's folder ${wanted} cannot be written by this user. Start as the user who owns it, or remove it (as that user) with \`npm run demo:reset\`.`,
  );
}

function reachable(folder: string, user: RunAs): boolean {
  const test = spawnSync("/bin/sh", ["-c", 'test -w "$1" && cd "$1"', "sh", folder], {
    cwd: "/",
    ...identityOf(user),
  });
  return test.status === 0;
}

function usable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    chmodSync(folder, 0o700);
    return true;
  } catch {
    return false;
  }
}
