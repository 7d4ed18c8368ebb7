import { readFileSync, statSync } from "node:fs";
import { CannotStart } from "../cannot-start.ts";

/** The user a Postgres server runs as when this process is root; undefined means this process's own user. */
export type RunAs = { readonly name: string; readonly uid: number; readonly gid: number } | undefined;

/**
 * Chooses whom Postgres runs as: it refuses to run as root. Data that already belongs to somebody stays theirs.
 * @param dataFolder where the data is or will be
 * @returns undefined for an ordinary user; for root, the data's owner, else `postgres` or `nobody`
 */
export function runAs(dataFolder: string): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = users.find(([known]) => known === wanted) ?? [];
    if (name) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new CannotStart(
    "Postgres does not run as root, and there is neither a postgres nor a nobody user here. Add one (`useradd --system postgres`) or start as an ordinary user.",
  );
}
