import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployMigrations } from "#lib/db/migrate/deploy-migrations.ts";
import { freePort } from "../../processes/free-port.ts";
import { processGroup } from "../../processes/process-group.ts";
import { createDatabase, createRoles, roles } from "../create-roles.ts";
import { type Postgres, startPostgres } from "../start-postgres.ts";

/** The variable that tells the test files where the run's cluster is. */
export const clusterVariable = "GATEHOUSE_TEST_POSTGRES_URL";

/** The migrated database that every test's own is copied from. */
export const template = "gatehouse_template";

/** The password of every role of a test cluster. */
export const testPassword = "test";

/**
 * Vitest's global setup: one cluster for the whole run, with the migrations applied to a template.
 * @returns the teardown
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  // Postgres may run as another user than this process, and must be able to walk to its data.
  chmodSync(folder, 0o711);
  const group = processGroup();
  const postgres = await startPostgres(
    {
      dataFolder: join(folder, "postgres"),
      port: await freePort(),
      ownerPassword: testPassword,
      durable: false,
      logFile: join(folder, "postgres.log"),
    },
    group,
  );
  await makeTemplate(postgres);
  process.env[clusterVariable] = postgres.ownerUrl("postgres");
  return async () => {
    await group.stopAll();
    for (const made of [postgres.dataFolder, folder]) rmSync(made, { recursive: true, force: true });
  };
}

/** Makes the product's roles and the migrated database on a cluster that has neither. */
export async function makeTemplate(postgres: Postgres): Promise<void> {
  const passwords = { migrator: testPassword, web: testPassword, worker: testPassword };
  await createRoles(postgres.ownerUrl("postgres"), passwords);
  await createDatabase(postgres.ownerUrl("postgres"), template);
  await deployMigrations(postgres.urlOf(roles.migrator, testPassword, template), "prisma/migrations");
}
