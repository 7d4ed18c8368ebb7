import { existsSync, readdirSync } from "node:fs";
import { type Db, db } from "./client.ts";

type Seen = { hasSchema: boolean; mayReadHistory: boolean };

/**
 * Which of this version's migrations the database does not have. Any of the product's roles may ask; one that may not read the history
 * learns only whether the schema is there at all.
 * @param folder path of `prisma/migrations`
 */
export async function missingMigrations(folder: string, at: Db = db()): Promise<string[]> {
  const wanted = migrationsIn(folder);
  const [seen] = await at.$queryRaw<Seen[]>`
    select to_regprocedure('public.gatehouse_now()') is not null as "hasSchema",
           coalesce(has_table_privilege(to_regclass('public._prisma_migrations'), 'select'), false) as "mayReadHistory"`;
  if (!seen?.hasSchema) return wanted;
  if (!seen.mayReadHistory) return [];
  const rows = await at.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null`;
  const applied = new Set(rows.map(({ name }) => name));
  return wanted.filter((name) => !applied.has(name));
}

function migrationsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
