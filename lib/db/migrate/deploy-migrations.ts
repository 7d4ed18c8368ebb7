import { readMigrations } from "./migration-files.ts";
import { MigrationError, wholeSchema, withSchemaEngine } from "./schema-engine.ts";

/**
 * Applies the migrations that a database does not have yet, in the order of their names, each in a transaction of its own. Several
 * processes may do so at once: the engine holds an advisory lock.
 * @param url connection string of a role that owns the schema
 * @param folder path of `prisma/migrations`
 * @returns the names applied now; throws `MigrationError` when one failed (now or earlier), or was edited after it had been applied
 */
export async function deployMigrations(url: string, folder: string): Promise<string[]> {
  const migrationsList = readMigrations(folder);
  return await withSchemaEngine(url, async (engine) => {
    const history = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: wholeSchema,
    });
    if (history.editedMigrationNames.length > 0) {
      const names = history.editedMigrationNames.join(", ");
      throw new MigrationError(`Edited after it had been applied to this database: ${names}.`, undefined);
    }
    const applied = await engine.applyMigrations({ migrationsList, filters: wholeSchema });
    return applied.appliedMigrationNames;
  });
}
