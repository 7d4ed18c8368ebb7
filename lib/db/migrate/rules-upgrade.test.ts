import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import { deployMigrations } from "./deploy-migrations.ts";

const all = "prisma/migrations";
const RULES = "20261127000000_rules";

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-migrations-"));
  database = await createTestDatabase("template0");
  for (const name of readdirSync(all).filter((each) => each < RULES))
    cpSync(join(all, name), join(folder, name), { recursive: true });
  await deployMigrations(database.urls.migrator, folder);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("an upgrade keeps what rules said, which of them decides, and what requests were asked under", async () => {
  const client = new pg.Client({ connectionString: database.urls.owner });
  await client.connect();
  const sql = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
  await sql(`insert into rule (id, name, description, enabled, version, max_minutes, created_at, updated_at) values
    ('00000000-0000-0000-0000-00000000000a', 'long', 'For long.', true, 3, 240, now(), now()),
    ('00000000-0000-0000-0000-00000000000b', 'short', '', true, 1, 60, now(), now())`);
  await sql(`insert into rule_principal values
    ('00000000-0000-0000-0000-00000000000a', 'requester', 'group', 'engineers'),
    ('00000000-0000-0000-0000-00000000000a', 'approver', 'user', 'priya')`);
  await sql("insert into rule_permission_set values ('00000000-0000-0000-0000-00000000000a', 'operator')");
  await sql("insert into rule_target values ('00000000-0000-0000-0000-00000000000a', 'ou', 'ou-1')");
  await sql(`insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes,
      reason, rule_id, rule_name, rule_version, created_at, lapses_at)
    values ('leo', 'Leo', '1', 'one', 'operator', 'Operator', 60, 'why', '00000000-0000-0000-0000-00000000000a', 'long', 2, now(), now() + interval '1 day')`);

  expect(await deployMigrations(database.urls.migrator, all)).toContain(RULES);

  const [short, long] = await sql("select name, content from rule order by priority");
  expect([short?.name, long?.name]).toEqual(["short", "long"]);
  expect(ruleContent.parse(long?.content)).toMatchObject({
    who: { everyone: false, groups: ["engineers"] },
    sets: { arns: ["operator"] },
    accounts: { all: false, units: ["ou-1"] },
    limits: { maxMinutes: 240, aheadMinutes: 0 },
    agreement: { stages: [{ approvers: { people: ["priya"] }, quorum: 1 }] },
  });
  const versions = await sql("select name, version from rule_version order by name, version");
  expect(versions).toEqual([
    { name: "long", version: 2 },
    { name: "long", version: 3 },
    { name: "short", version: 1 },
  ]);
  await expect(sql("update rule_version set name = 'another'")).rejects.toThrow();
  await client.end();
});
