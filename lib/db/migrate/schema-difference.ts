import { readMigrations, readSchema } from "./migration-files.ts";
import { wholeSchema, withSchemaEngine } from "./schema-engine.ts";

/** The two files a schema's history consists of. */
export interface SchemaSources {
  readonly schemaFile: string;
  readonly migrationsFolder: string;
}

/**
 * Finds what is in the Prisma schema and not yet in the migrations, by playing the migrations into a database of their own that is
 * dropped afterwards.
 * @param url connection string of a role that may create databases
 * @param sources where the schema and the migrations are
 * @returns the SQL that would bring the migrations up to the schema, or null when they agree; throws `MigrationError`
 */
export async function schemaDifference(url: string, sources: SchemaSources): Promise<string | null> {
  const difference = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...readMigrations(sources.migrationsFolder) },
      to: { tag: "schemaDatamodel", ...readSchema(sources.schemaFile) },
      script: true,
      exitCode: true,
      filters: wholeSchema,
    }),
  );
  // Prisma's exit code for "there is a difference" is 2, for "none" 0.
  return difference.exitCode === 0 ? null : (difference.stdout ?? "");
}
