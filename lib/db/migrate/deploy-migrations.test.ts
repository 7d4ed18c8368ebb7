import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { deployMigrations } from "./deploy-migrations.ts";
import { migrationStatus } from "./migration-status.ts";
import { schemaDifference } from "./schema-difference.ts";
import { writeMigration } from "./write-migration.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const schema = `
generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
model Door {
  id       String   @id
  openedAt DateTime @map("opened_at") @db.Timestamptz(3)
  @@map("door")
}
`;
const withFunction = `
create function twice(n int) returns int language plpgsql as $$ begin return n * 2; end; $$;
do $$ begin perform twice(1); perform twice(2); end $$;
create table note (body text not null default 'one; two');
create function stamp() returns trigger language plpgsql as $$ begin new.body := new.body || ';'; return new; end; $$;
create trigger stamp before insert on note for each row execute function stamp();
`;

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-migrations-"));
  database = await createTestDatabase("template0");
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), script);
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.urls.migrator });
  await client.connect();
  const answer = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return answer.rows;
}

describe("deploying migrations", () => {
  test("applies functions, DO blocks and triggers whole, and each migration once", async () => {
    write("20261124120000_first", withFunction);
    expect(await deployMigrations(database.urls.migrator, folder)).toEqual(["20261124120000_first"]);
    expect(await ask("insert into note default values returning body, twice(4)")).toEqual([
      { body: "one; two;", twice: 8 },
    ]);
    expect(await deployMigrations(database.urls.migrator, folder)).toEqual([]);
  });

  test("leaves nothing of a migration that fails, says the database's words, and goes no further", async () => {
    write("20261124120000_bad", "create table kept_by_nobody (id int); select no_such_thing();");
    write("20261124120001_next", "create table never (id int);");
    await expect(deployMigrations(database.urls.migrator, folder)).rejects.toThrow(/no_such_thing/);
    expect(await ask("select to_regclass('kept_by_nobody') as bad, to_regclass('never') as next")).toEqual([
      { bad: null, next: null },
    ]);
    expect((await migrationStatus(database.urls.migrator, folder)).failed).toEqual(["20261124120000_bad"]);
    await expect(deployMigrations(database.urls.migrator, folder)).rejects.toThrow(/failed/i);
  });

  test("refuses when an applied migration was edited", async () => {
    write("20261124120000_first", "create table a (id int);");
    await deployMigrations(database.urls.migrator, folder);
    write("20261124120000_first", "create table b (id int);");
    await expect(deployMigrations(database.urls.migrator, folder)).rejects.toThrow(/20261124120000_first/);
  });

  test("lets two processes deploy at once, and applies each migration once", async () => {
    write("20261124120000_first", "create table a (id int); select pg_sleep(0.2);");
    const both = [
      deployMigrations(database.urls.migrator, folder),
      deployMigrations(database.urls.migrator, folder),
    ];
    expect((await Promise.all(both)).flat()).toEqual(["20261124120000_first"]);
  });
});

describe("a new migration", () => {
  const sources = () => ({
    schemaFile: join(folder, "schema.prisma"),
    migrationsFolder: join(folder, "migrations"),
  });

  test("brings the migrations up to the schema, after which they agree", async () => {
    writeFileSync(sources().schemaFile, schema);
    expect(await schemaDifference(database.urls.migrator, sources())).toContain('CREATE TABLE "door"');
    const written = await writeMigration(database.urls.migrator, sources(), "Add the door", noon);
    expect(written).toBe("20261124120000_add_the_door");
    expect(await schemaDifference(database.urls.migrator, sources())).toBeNull();
    expect(await writeMigration(database.urls.migrator, sources(), "again", noon)).toBeNull();
    expect((await migrationStatus(database.urls.migrator, sources().migrationsFolder)).waiting).toEqual([
      written,
    ]);
  });

  test("leaves no database behind", async () => {
    writeFileSync(sources().schemaFile, schema);
    await schemaDifference(database.urls.migrator, sources());
    expect(await ask("select datname from pg_database where datname like 'gatehouse_shadow%'")).toEqual([]);
  });
});
