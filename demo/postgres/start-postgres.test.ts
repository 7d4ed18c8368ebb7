import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../processes/free-port.ts";
import { type ProcessGroup, processGroup } from "../processes/process-group.ts";
import { asOwner, createDatabase, createRoles, roles } from "./create-roles.ts";
import { dataFolder, fallbackFor } from "./data-folder.ts";
import { type Postgres, startPostgres } from "./start-postgres.ts";

const isRoot = process.getuid?.() === 0;
const passwords = { migrator: "m", web: "w", worker: "o" };

let folder: string;
let group: ProcessGroup;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-postgres-"));
  chmodSync(folder, 0o711);
  group = processGroup();
});
afterEach(async () => {
  await group.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

async function start(into: ProcessGroup): Promise<Postgres> {
  const logFile = join(folder, "postgres.log");
  const port = await freePort();
  return await startPostgres(
    { dataFolder: join(folder, "data"), port, ownerPassword: "owner", durable: false, logFile },
    into,
  );
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("keeps its data over a restart, and never runs as root", async () => {
  const first = await start(group);
  await createRoles(first.ownerUrl("postgres"), passwords);
  await createDatabase(first.ownerUrl("postgres"), "gatehouse");
  await group.stopAll();
  expect(exists(first.process.pid)).toBe(false);
  expect(statSync(first.dataFolder).uid).not.toBe(0);

  const again = processGroup();
  const second = await start(again);
  const url = second.urlOf(roles.web, passwords.web, "gatehouse");
  expect(
    await asOwner(
      url,
      async (web) =>
        (await web.query<Record<string, unknown>>("select current_user, current_setting('timezone') as zone"))
          .rows,
    ),
  ).toEqual([{ current_user: "gatehouse_web", zone: "UTC" }]);
  await again.stopAll();
});

test("takes over from a server that a killed demo left on the same data", async () => {
  const left = await start(group);
  const again = processGroup();
  const taken = await start(again);
  expect(exists(left.process.pid)).toBe(false);
  expect(exists(taken.process.pid)).toBe(true);
  await again.stopAll();
});

test("starts over a process number that is somebody else's now, and leaves them alone", async () => {
  const first = await start(group);
  await group.stopAll();
  writeFileSync(join(first.dataFolder, "postmaster.pid"), `${process.pid}\n`);
  const again = processGroup();
  await start(again);
  await again.stopAll();
});

test.runIf(isRoot)("as root, data nobody else can reach goes to a folder of root's", () => {
  const closed = join(folder, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const wanted = join(closed, "data");
  const { folder: chosen, user } = dataFolder(wanted);
  expect(chosen).toBe(fallbackFor(wanted));
  expect(statSync(chosen).uid).toBe(user?.uid);
  rmSync(join(chosen, ".."), { recursive: true, force: true });
});

test("the product's roles reach their database only, and make none", async () => {
  const postgres = await start(group);
  await createRoles(postgres.ownerUrl("postgres"), passwords);
  await createDatabase(postgres.ownerUrl("postgres"), "gatehouse");
  await createDatabase(postgres.ownerUrl("postgres"), "gatehouse");
  const web = postgres.urlOf(roles.web, passwords.web, "gatehouse");
  await expect(asOwner(web, (client) => client.query("create database mine"))).rejects.toThrow(
    /permission denied/,
  );
  await expect(asOwner(web, (client) => client.query("create table public.mine ()"))).rejects.toThrow(
    /permission denied/,
  );
});
