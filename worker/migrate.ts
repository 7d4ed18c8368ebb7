import { deployMigrations } from "#lib/db/migrate/deploy-migrations.ts";
import { migrationStatus } from "#lib/db/migrate/migration-status.ts";
import { schemaDifference } from "#lib/db/migrate/schema-difference.ts";
import { MigrationError } from "#lib/db/migrate/schema-engine.ts";
import { writeMigration } from "#lib/db/migrate/write-migration.ts";

const sources = { schemaFile: "prisma/schema.prisma", migrationsFolder: "prisma/migrations" };

const commands: Record<string, (url: string, words: string) => Promise<number>> = {
  async deploy(url) {
    const applied = await deployMigrations(url, sources.migrationsFolder);
    for (const name of applied) console.log(`Applied ${name}`);
    if (applied.length === 0) console.log("Nothing to apply.");
    return 0;
  },
  async status(url) {
    const status = await migrationStatus(url, sources.migrationsFolder);
    console.log(JSON.stringify(status, null, 2));
    return Object.values(status).every((names: readonly string[]) => names.length === 0) ? 0 : 1;
  },
  async check(url) {
    const difference = await schemaDifference(url, sources);
    console.log(difference === null ? "The migrations make the schema." : difference);
    if (difference !== null)
      console.error("The schema has moved on: run `npm run migrate:new -- WHAT-CHANGES`.");
    return difference === null ? 0 : 1;
  },
  async new(url, words) {
    const folder = await writeMigration(url, sources, words, new Date());
    console.log(folder === null ? "Nothing to migrate." : `Wrote prisma/migrations/${folder}/migration.sql`);
    return 0;
  },
};

async function main([name = "", ...words]: string[], url: string | undefined): Promise<number> {
  const command = commands[name];
  if (!command) return complain(`Say one of: ${Object.keys(commands).join(", ")}.`);
  if (!url) return complain("Set DATABASE_URL to the database, with a role that owns its schema.");
  try {
    return await command(url, words.join(" "));
  } catch (error) {
    if (error instanceof MigrationError) return complain(error.message);
    throw error;
  }
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}

process.exitCode = await main(process.argv.slice(2), process.env.DATABASE_URL);
