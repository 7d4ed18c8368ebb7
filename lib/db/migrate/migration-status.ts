import { readMigrations } from "./migration-files.ts";
import { wholeSchema, withSchemaEngine } from "./schema-engine.ts";

/** Where a database stands beside the folder of migrations; each list holds names of migrations. */
export interface MigrationStatus {
  readonly waiting: readonly string[];
  readonly unknown: readonly string[];
  readonly edited: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Compares the migrations recorded in a database with those in the folder; changes nothing.
 * @param url a Postgres connection string
 * @param folder path of `prisma/migrations`
 * @returns what waits to be applied, what the database has and the folder has not, what was edited since, and what failed
 */
export async function migrationStatus(url: string, folder: string): Promise<MigrationStatus> {
  const migrationsList = readMigrations(folder);
  const asked = { migrationsList, optInToShadowDatabase: false, filters: wholeSchema };
  const found = await withSchemaEngine(url, (engine) => engine.diagnoseMigrationHistory(asked));
  return {
    waiting:
      found.history && "unappliedMigrationNames" in found.history
        ? found.history.unappliedMigrationNames
        : [],
    unknown:
      found.history && "unpersistedMigrationNames" in found.history
        ? found.history.unpersistedMigrationNames
        : [],
    edited: found.editedMigrationNames,
    failed: found.failedMigrationNames,
  };
}
