import { randomUUID } from "node:crypto";
import { asOwner, createDatabase, roles } from "../create-roles.ts";
import { clusterVariable, template, testPassword } from "./test-cluster.ts";

/** A migrated database of a test's own, with a connection string for each role. */
export interface TestDatabase {
  readonly name: string;
  readonly urls: Readonly<Record<"owner" | "migrator" | "web" | "worker", string>>;
  drop(): Promise<void>;
}

/**
 * Makes a migrated, empty database on the test run's cluster; needs vitest's "operations" project, whose setup starts the cluster.
 * @param from the database to copy; `template0` for one without any table
 * @param ownerUrl the owner's connection to another cluster, for a test that has one of its own
 */
export async function createTestDatabase(
  from: string = template,
  ownerUrl: string | undefined = process.env[clusterVariable],
): Promise<TestDatabase> {
  if (!ownerUrl)
    throw new Error('There is no test cluster: run this file in vitest\'s project "operations".');
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await createDatabase(ownerUrl, name, from);
  return {
    name,
    urls: {
      owner: urlFor(ownerUrl, name),
      migrator: urlFor(ownerUrl, name, roles.migrator),
      web: urlFor(ownerUrl, name, roles.web),
      worker: urlFor(ownerUrl, name, roles.worker),
    },
    drop: () =>
      asOwner(ownerUrl, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

function urlFor(ownerUrl: string, database: string, role?: string): string {
  const url = new URL(ownerUrl);
  url.pathname = `/${database}`;
  if (role) {
    url.username = role;
    url.password = testPassword;
  }
  return url.href;
}
