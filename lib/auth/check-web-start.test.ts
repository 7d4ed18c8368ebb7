import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetProvider } from "#lib/auth/discover-provider.ts";
import { type HostileProvider, startHostileProvider } from "#lib/auth/testing/hostile-provider.ts";
import { type Stage, setStage } from "#lib/auth/testing/stage.ts";
import { checkDatabase } from "#lib/operations/check-database.ts";
import { checkHealth } from "#lib/operations/check-health.ts";
import { checkWebStart } from "./check-web-start.ts";

let provider: HostileProvider;
let stage: Stage;

beforeAll(async () => {
  provider = await startHostileProvider("s");
  stage = await setStage(provider.issuer);
});
afterAll(async () => {
  await stage.end();
  await provider.close();
});
beforeEach(() => {
  forgetProvider();
  provider.lie({});
  process.env.DATABASE_URL = stage.database.urls.web;
});

async function withRights<T>(given: string, taken: string, look: () => Promise<T>): Promise<T> {
  await stage.sql(given);
  try {
    return await look();
  } finally {
    await stage.sql(taken);
  }
}

describe("the web process starts", () => {
  test("on its own role and a provider that is who it says", async () => {
    await expect(checkWebStart()).resolves.toBeUndefined();
  });

  test("AUT-03 not on a provider that announces another issuer", async () => {
    provider.lie({ issuer: "https://evil.test" });
    await expect(checkWebStart()).rejects.toThrow(/announces another issuer/);
  });

  test("AUT-08 not without a provider, nor without a database, and says both", async () => {
    provider.lie({ discovery: "500" });
    process.env.DATABASE_URL = "postgres://nobody:x@127.0.0.1:1/nothing";
    const started = checkWebStart();
    await expect(started).rejects.toThrow(/The database does not answer/);
    await expect(started).rejects.toThrow(/answered 500/);
  });
});

describe("a database role", () => {
  test("is the web's or the worker's own", async () => {
    expect(await checkDatabase("web")).toEqual([]);
    process.env.DATABASE_URL = stage.database.urls.worker;
    expect(await checkDatabase("worker")).toEqual([]);
  });

  test("AWS-02 the worker's is not the web's, nor the other way round", async () => {
    expect(await checkDatabase("worker")).toEqual([expect.stringContaining("may not write the ledger")]);
    process.env.DATABASE_URL = stage.database.urls.worker;
    expect(await checkDatabase("web")).toEqual([expect.stringContaining("may write the ledger")]);
  });

  test("AWS-02 AUD-02 the owner's is neither's", async () => {
    process.env.DATABASE_URL = stage.database.urls.migrator;
    expect((await checkDatabase("web")).join(" ")).toMatch(/owns the tables.*ledger.*audit says.*decisions/);
    process.env.DATABASE_URL = stage.database.urls.owner;
    expect((await checkDatabase("web")).join(" ")).toMatch(/is a superuser/);
  });

  test.each([
    [
      "AWS-02 one column of the ledger",
      "grant update (due_at) on managed_assignment to gatehouse_web",
      "revoke update (due_at) on managed_assignment from gatehouse_web",
      "ledger",
    ],
    [
      "AWS-02 the operations",
      "grant insert on aws_operation to gatehouse_web",
      "revoke insert on aws_operation from gatehouse_web",
      "ledger",
    ],
    [
      "AUD-02 one column of the audit",
      "grant update (cause) on audit_event to gatehouse_web",
      "revoke update (cause) on audit_event from gatehouse_web",
      "audit says",
    ],
    [
      "AUD-02 emptying the audit",
      "grant truncate on audit_event to gatehouse_web",
      "revoke truncate on audit_event from gatehouse_web",
      "audit says",
    ],
    [
      "AWS-02 a decision's removal",
      "grant delete on decision to gatehouse_web",
      "revoke delete on decision from gatehouse_web",
      "decisions",
    ],
  ])("is refused for a right too many: %s", async (_, given, taken, said) => {
    const problems = await withRights(given, taken, async () => await checkDatabase("web"));
    expect(problems).toEqual([expect.stringContaining(said)]);
  });

  test("is refused on a database that lacks this version's migrations", async () => {
    await stage.sql("grant select on _prisma_migrations to gatehouse_web");
    await stage.sql("update _prisma_migrations set rolled_back_at = now()");
    expect(await checkDatabase("web")).toEqual([expect.stringMatching(/lacks migrations: .*spine/)]);
    await stage.sql("update _prisma_migrations set rolled_back_at = null");
    expect(await checkDatabase("web")).toEqual([]);
  });
});

describe("health", () => {
  test("fails without a worker, is good with one, and fails when it falls silent", async () => {
    expect(await checkHealth()).toMatchObject({
      ok: false,
      checks: { database: true, worker: false, removals: true },
    });
    await stage.sql("insert into heartbeat values ('w', gatehouse_now(), gatehouse_now(), 'host')");
    expect(await checkHealth()).toMatchObject({ ok: true });
    await stage.turnClock(0.6);
    expect(await checkHealth()).toMatchObject({ ok: false, checks: { worker: false } });
  });

  test("fails and says nothing more when the database is away", async () => {
    process.env.DATABASE_URL = "postgres://nobody:x@127.0.0.1:1/nothing";
    expect(await checkHealth()).toEqual({
      ok: false,
      checks: { database: false, migrations: false, worker: false, removals: false },
      health: null,
    });
  });

  const grant = (
    state: string,
    endsAgo: string,
    withdrawnAgo: string | null = null,
    ledger: string | null = null,
  ) =>
    [
      `insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes,
       fingerprint, created_at, state, withdrawn_at, withdrawn_reason, managed_assignment_id)
     values (gen_random_uuid(), 'ada', '111111111111', 'arn', gatehouse_now() - interval '1 day', gatehouse_now() - $2::interval, 60,
       'f', gatehouse_now(), $1::grant_state, gatehouse_now() - $3::interval, case when $3::text is null then null else 'given back' end, $4)`,
      [state, endsAgo, withdrawnAgo, ledger],
    ] as const;
  const ledger = "00000000-0000-4000-8000-000000000001";

  test.each<[string, (readonly [string, readonly (string | null)[]])[], boolean]>([
    ["no removal is overdue", [], true],
    ["access is still wanted", [grant("active", "-1 hour")], true],
    ["access ended four minutes ago", [grant("active", "4 minutes")], true],
    ["access ended six minutes ago and is still there", [grant("revoking", "6 minutes")], false],
    ["AWS has refused the removal for long", [grant("revoke-blocked", "1 hour")], false],
    ["access given back six minutes ago is still there", [grant("active", "-1 hour", "6 minutes")], false],
    ["access that stood before us goes on", [grant("active-preexisting", "1 hour")], true],
    ["a human has to decide", [grant("contested", "1 hour")], true],
    ["what ended is gone", [grant("ended", "1 hour")], true],
    [
      "another grant wants the same",
      [grant("active", "1 hour", null, ledger), grant("active", "-1 hour", null, ledger)],
      true,
    ],
  ])("L3 when %s", async (_, grants, isGood) => {
    await stage.sql("set session_replication_role = replica");
    await stage.sql("delete from access_grant");
    for (const [text, values] of grants) await stage.sql(text, [...values]);
    await stage.sql("reset session_replication_role");
    expect((await checkHealth()).checks.removals).toBe(isGood);
  });
});
