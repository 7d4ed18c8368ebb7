import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrationLock } from "./migration-files.ts";
import { type SchemaSources, schemaDifference } from "./schema-difference.ts";

/**
 * Writes the migration that brings the folder up to the schema; it applies nothing.
 * @param url connection string of a role that may create databases
 * @param sources where the schema and the migrations are
 * @param name what the migration does, in words
 * @param at the instant that begins its folder's name, in UTC
 * @returns the folder's name, or null when there is nothing to migrate; throws `MigrationError`
 */
export async function writeMigration(
  url: string,
  sources: SchemaSources,
  name: string,
  at: Date,
): Promise<string | null> {
  const script = await schemaDifference(url, sources);
  if (script === null) return null;
  const folder = `${at.toISOString().replaceAll(/\D/g, "").slice(0, 14)}_${slugOf(name)}`;
  mkdirSync(join(sources.migrationsFolder, folder), { recursive: true });
  writeFileSync(join(sources.migrationsFolder, folder, "migration.sql"), script);
  writeFileSync(join(sources.migrationsFolder, migrationLock.file), migrationLock.content);
  return folder;
}

function slugOf(name: string): string {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return slug.replaceAll(/^_+|_+$/g, "") || "change";
}
