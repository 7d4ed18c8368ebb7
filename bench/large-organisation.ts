import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { db } from "#lib/db/client.ts";
import { indexThings } from "#lib/operations/sync/index-things.ts";
import { recountReach } from "#lib/operations/sync/recount-reach.ts";

/** The group whose members administer the console of the large organisation, and one of them. */
export const large = { administratorsGroupId: "group-01500", administratorId: "person-000001" } as const;

/**
 * A database with a large organisation and a year of its history in it: see `large-organisation.sql`. Its summaries and search entries are
 * made as a read makes them. Needs the cluster of `demo/postgres/testing`, and leaves DATABASE_URL set to the worker's role there.
 */
export async function largeOrganisation(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const script = readFileSync(join(import.meta.dirname, "large-organisation.sql"), "utf8");
  await asOwner(database.urls.owner, (owner) => owner.query(script));
  process.env.DATABASE_URL = database.urls.worker;
  await db().$transaction(
    async (tx) => {
      await recountReach(tx, "everything");
      await indexThings(tx, "everything");
    },
    { timeout: 120_000 },
  );
  await asOwner(database.urls.owner, (owner) => owner.query("vacuum analyze"));
  return database;
}
