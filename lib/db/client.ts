import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";

/** A client or an open transaction: what reads and guarded writes accept. */
export type Db = Prisma.TransactionClient;

const clients = new Map<string, PrismaClient>();

/**
 * The Prisma client of this process, one for each DATABASE_URL it is asked under.
 * Sessions run in UTC: under another zone the driver would store other instants than it was given.
 * @throws when DATABASE_URL is not set
 */
export function db(): PrismaClient {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set.");
  const known = clients.get(url);
  if (known) return known;
  const client = new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      // Questions are short: compiling one takes longer than asking it, and what they read lies in memory.
      // A statement that never ends, or a transaction that nobody goes on with, would hold up whoever waits for its rows.
      options:
        "-c timezone=UTC -c jit=off -c random_page_cost=1.1 -c statement_timeout=300s -c idle_in_transaction_session_timeout=60s",
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      max: 10,
      connectionTimeoutMillis: 5_000,
    }),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  });
  clients.set(url, client);
  return client;
}

/** Ends every connection that `db` opened. */
export async function closeDb(): Promise<void> {
  const open = [...clients.values()];
  clients.clear();
  await Promise.all(open.map((client) => client.$disconnect()));
}
