import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { CannotStart } from "../cannot-start.ts";
import { lastLines } from "../processes/last-lines.ts";
import type { ProcessGroup } from "../processes/process-group.ts";
import type { RunningProcess } from "../processes/start-process.ts";
import { until } from "../processes/until.ts";
import { identityOf, postgresBinaries } from "./binaries.ts";
import { dataFolder } from "./data-folder.ts";
import { endLeftover } from "./end-leftover.ts";
import type { RunAs } from "./run-as.ts";

/** The cluster's superuser: the demo's owner, who is none of the product's roles. */
const owner = "gatehouse_owner";

/** Where and how to run a cluster. Without `durable` a crash of the machine may lose data, which tests gladly trade for speed. */
export interface PostgresOptions {
  readonly dataFolder: string;
  readonly port: number;
  readonly ownerPassword: string;
  readonly durable: boolean;
  readonly logFile: string;
}

/** A running cluster. */
export interface Postgres {
  readonly process: RunningProcess;
  readonly dataFolder: string;
  urlOf(role: string, password: string, database: string): string;
  ownerUrl(database: string): string;
}

const settings = {
  always: {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    // A dozen workers and webs side by side, each with its pool.
    max_connections: "300",
  },
  hasty: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
};
const environment = { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as const;

/**
 * Starts a Postgres server from the npm package's programs, making its cluster the first time and ending one that a killed demo left
 * behind. It answers when this returns.
 */
export async function startPostgres(options: PostgresOptions, group: ProcessGroup): Promise<Postgres> {
  const { folder, user } = dataFolder(options.dataFolder);
  const programs = postgresBinaries(user);
  if (!existsSync(join(folder, "PG_VERSION"))) initialise(programs, folder, user, options.ownerPassword);
  else await endLeftover(folder);

  const set = { ...settings.always, ...(options.durable ? {} : settings.hasty), port: String(options.port) };
  const server = await group.start({
    name: "database",
    command: join(programs, "postgres"),
    args: ["-D", folder, ...Object.entries(set).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    env: environment,
    folder,
    logFile: options.logFile,
    stopSignal: "INT",
    runAs: user,
  });
  const urlOf = (role: string, password: string, database: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${options.port}/${database}`;
  const ownerUrl = (database: string) => urlOf(owner, options.ownerPassword, database);
  await untilItAnswers(server, ownerUrl("postgres"));
  return { process: server, dataFolder: folder, urlOf, ownerUrl };
}

function initialise(programs: string, folder: string, user: RunAs, password: string): void {
  const secret = mkdtempSync(join(tmpdir(), "gatehouse-"));
  const passwordFile = join(secret, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [secret, passwordFile]) chownSync(path, user.uid, user.gid);
  const made = run(programs, "initdb", folder, user, [
    ...["-U", owner, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--no-instructions"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  ]);
  rmSync(secret, { recursive: true, force: true });
  if (made.status === 0) return;
  if (made.stderr.includes("No space left on device")) {
    throw new CannotStart("The disk is full: the database needs about 100 MB. Make room and start again.");
  }
  throw new CannotStart(
    `The database could not be made in ${folder}: ${made.error?.message ?? made.stderr.trim()}`,
  );
}

function run(programs: string, program: string, folder: string, user: RunAs, args: readonly string[]) {
  const where = { cwd: folder, env: environment, ...identityOf(user) };
  return spawnSync(join(programs, program), ["-D", folder, ...args], { ...where, encoding: "utf8" });
}

async function untilItAnswers(server: RunningProcess, url: string): Promise<void> {
  await until("Postgres answers", 30_000, async () => {
    if (server.hasExited()) throw new CannotStart(explainExit(lastLines(server.logFile, 5)));
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      if (isStillStarting(error)) return false;
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  });
}

function isStillStarting(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ECONNREFUSED" || code === "ECONNRESET" || code === "57P03";
}

function explainExit(log: string): string {
  if (log.includes("No space left on device"))
    return "The disk is full: Postgres stopped. Make room and start again.";
  return `Postgres ended at once. Its log says:\n${log}`;
}
