import pg from "pg";

/** The product's database roles; each process has one, and none is the owner's. */
export const roles = {
  migrator: "gatehouse_migrator",
  web: "gatehouse_web",
  worker: "gatehouse_worker",
} as const;

export type Role = keyof typeof roles;

/**
 * Makes the product's three login roles, or gives them these passwords if they are there. The migrator may create databases, which
 * checking the migrations needs.
 * @param ownerUrl the owner's connection to any database of the cluster
 */
export async function createRoles(
  ownerUrl: string,
  passwords: Readonly<Record<Role, string>>,
): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    for (const role of Object.values(roles)) {
      const known = await client.query("select from pg_roles where rolname = $1", [role]);
      if (known.rowCount === 0) await client.query(`create role ${role} login`);
    }
    for (const role of ["migrator", "web", "worker"] as const) {
      await client.query(`alter role ${roles[role]} password ${client.escapeLiteral(passwords[role])}`);
    }
    await client.query(`alter role ${roles.migrator} createdb`);
  });
}

/**
 * Makes a database that belongs to the migrator and admits the product's roles only; leaves one that is there alone.
 * @param ownerUrl the owner's connection to another database of the cluster
 * @param name a lower-case identifier
 */
export async function createDatabase(ownerUrl: string, name: string, template = "template1"): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const known = await client.query("select from pg_database where datname = $1", [name]);
    if (known.rowCount !== 0) return;
    const [database, from] = [client.escapeIdentifier(name), client.escapeIdentifier(template)];
    await client.query(`create database ${database} owner ${roles.migrator} template ${from}`);
    await client.query(`revoke all on database ${database} from public`);
    await client.query(`grant connect, temporary on database ${database} to ${roles.web}, ${roles.worker}`);
  });
}

/** Connects as the owner, and disconnects when `use` is over. */
export async function asOwner<T>(ownerUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, options: "-c timezone=UTC" });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
