import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { MigrationDirectory, MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm";

/** What names the provider beside the migrations; the engine compares it with the schema's. */
export const migrationLock = {
  file: "migration_lock.toml",
  content: 'provider = "postgresql"\n',
} as const;

/**
 * Reads a Prisma schema as the schema engine wants it.
 * @param file path of `schema.prisma`
 * @returns the schema; throws when the file cannot be read
 */
export function readSchema(file: string): SchemasContainer {
  return { files: [{ path: resolve(file), content: readFileSync(file, "utf8") }] };
}

/**
 * Reads a folder of migrations as the schema engine wants it: one folder per migration, applied in the order of their names.
 * @param folder path of `prisma/migrations`; a folder that does not exist holds no migrations
 * @returns the list; a migration whose script cannot be read is in it with the reason, and the engine refuses it
 */
export function readMigrations(folder: string): MigrationList {
  const baseDir = resolve(folder);
  const lockFile = join(baseDir, migrationLock.file);
  return {
    baseDir,
    shadowDbInitScript: "",
    lockfile: {
      path: migrationLock.file,
      content: existsSync(lockFile) ? readFileSync(lockFile, "utf8") : migrationLock.content,
    },
    migrationDirectories: foldersIn(baseDir).map((name) => readMigration(baseDir, name)),
  };
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readMigration(baseDir: string, name: string): MigrationDirectory {
  const path = "migration.sql";
  try {
    const value = readFileSync(join(baseDir, name, path), "utf8");
    return { path: name, migrationFile: { path, content: { tag: "ok", value } } };
  } catch (error) {
    return { path: name, migrationFile: { path, content: { tag: "error", value: String(error) } } };
  }
}
