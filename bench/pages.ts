import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { buildInputs, buildWeb, isBuilt } from "#demo/build-web.ts";
import { setup } from "#demo/postgres/testing/test-cluster.ts";
import { freePort } from "#demo/processes/free-port.ts";
import { processGroup } from "#demo/processes/process-group.ts";
import { until } from "#demo/processes/until.ts";
import { cookieName } from "#lib/auth/cookies.ts";
import { closeDb } from "#lib/db/client.ts";
import { large, largeOrganisation } from "./large-organisation.ts";
import { emptyPage, measuredPages } from "./measured-pages.ts";
import { scriptBytes } from "./scripts-of-page.ts";
import { percentile } from "./statistics.ts";
import { identityProviderOf, webOf } from "./web-environment.ts";

/**
 * Asks the production build for each list, detail and search page of a large organisation, one request at a time, the pages in turn with
 * an empty signed-in page, so that what the machine does meanwhile falls on all of them alike.
 */
const ROUNDS = 40;
/** A table with fewer rows than this is read whole more quickly than by an index. */
const WORTH_AN_INDEX = 2_500;

const root = process.cwd();
const group = processGroup();
const teardown = await setup();
const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
const logFile = join(folder, "web.log");
let owner: pg.Client | null = null;
try {
  if (!isBuilt(root, buildInputs(root))) await buildWeb(root, logFile, group);
  const database = await largeOrganisation();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const issuer = `http://127.0.0.1:${await freePort()}`;
  await group.start(identityProviderOf({ port: Number(new URL(issuer).port), webPort: port, folder }));
  await answering(`${issuer}/.well-known/openid-configuration`);
  await group.start(webOf({ port, issuer, databaseUrl: database.urls.web, logFile, ...large }));
  await answering(`${origin}/api/health/live`);
  owner = new pg.Client({ connectionString: database.urls.owner });
  await owner.connect();
  const cookie = `${cookieName(origin, "session")}=${await openSession(owner, large.administratorId)}`;

  const pages = [emptyPage, ...measuredPages];
  const measured = new Map(
    pages.map(({ name }) => [name, { ms: [] as number[], scripts: 0, scans: new Set<string>() }]),
  );
  for (const page of pages) {
    const before = await wholeReads(owner);
    const { body } = await ask(origin, page.path, cookie);
    const own = measured.get(page.name);
    if (own) own.scripts = scriptBytes(body);
    for (const [table, reads] of await wholeReads(owner))
      if (reads > (before.get(table) ?? 0)) own?.scans.add(table);
    for (let warm = 0; warm < 5; warm += 1) await ask(origin, page.path, cookie);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, path } of pages) measured.get(name)?.ms.push((await ask(origin, path, cookie)).ms);
  }

  const empty = percentile(measured.get(emptyPage.name)?.ms ?? [], 0.95);
  let [worst, worstName, scripts] = [0, "", 0];
  const scanned = new Set<string>();
  for (const { name } of pages) {
    const {
      ms,
      scripts: bytes,
      scans,
    } = measured.get(name) ?? { ms: [], scripts: 0, scans: new Set<string>() };
    const ratio = percentile(ms, 0.95) / empty;
    if (ratio > worst) [worst, worstName] = [ratio, name];
    scripts = Math.max(scripts, bytes);
    for (const table of scans) scanned.add(table);
    console.log(
      `${name.padEnd(34)} p50 ${percentile(ms, 0.5).toFixed(1).padStart(6)} ms  p95 ${percentile(ms, 0.95).toFixed(1).padStart(6)} ms  ratio ${ratio.toFixed(2)}  js ${(bytes / 1024).toFixed(1)} kB${scans.size > 0 ? `  reads whole: ${[...scans].join(", ")}` : ""}`,
    );
  }
  console.log(
    `bench pages: pages=${measuredPages.length} rounds=${ROUNDS} emptyP95=${empty.toFixed(1)} worstRatio=${worst.toFixed(2)} worst=${worstName.replaceAll(" ", "-")} scriptKb=${(scripts / 1024).toFixed(1)} withoutIndex=${scanned.size} cores=${availableParallelism()}`,
  );
} finally {
  await owner?.end();
  await closeDb();
  await group.stopAll();
  await teardown();
}

async function answering(address: string): Promise<void> {
  await until(`${address} answers`, 60_000, async () => {
    const answer = await fetch(address).catch(() => null);
    return answer?.ok === true;
  });
}

async function ask(at: string, path: string, cookie: string): Promise<{ ms: number; body: string }> {
  const began = performance.now();
  const answer = await fetch(`${at}${path}`, { headers: { cookie } });
  const body = await answer.text();
  const ms = performance.now() - began;
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
  return { ms, body };
}

async function openSession(owner: pg.Client, personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await owner.query(
    `with identity as (
       insert into sign_in_identity (issuer, subject, person_id, created_at, last_sign_in_at) values ('bench', $1, $1, now(), now()) returning id)
     insert into session (token_hash, identity_id, person_id, created_at, last_seen_at, expires_at, auth_time)
     select $2, id, $1, now(), now(), now() + interval '12 hours', now() from identity`,
    [personId, createHash("sha256").update(token).digest()],
  );
  return token;
}

/** How often each table that deserves an index was read whole so far. */
async function wholeReads(owner: pg.Client): Promise<ReadonlyMap<string, number>> {
  // A backend hands its counts over when it falls idle for a moment, and at the latest when it is asked again.
  await owner.query("select pg_sleep(1.1), pg_stat_clear_snapshot()");
  const { rows } = await owner.query<{ table: string; reads: string }>(
    `select s.relname as table, s.seq_scan as reads from pg_stat_user_tables s join pg_class c on c.oid = s.relid where c.reltuples >= $1`,
    [WORTH_AN_INDEX],
  );
  return new Map(rows.map(({ table, reads }) => [table, Number(reads)]));
}
