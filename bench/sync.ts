import { availableParallelism } from "node:os";
import { startAwsSimulator } from "#demo/aws/simulator.ts";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { setup } from "#demo/postgres/testing/test-cluster.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { connectAws } from "#lib/aws/connect.ts";
import { closeDb, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { sharedAllowance } from "#lib/operations/shared-allowance.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";

/**
 * Reads the demo organisation twice from the simulated AWS, with AWS's rate limits in force and the product's own budgets,
 * and counts calls, throttled answers and the rows that the second read wrote.
 */
const teardown = await setup();
const organisation = buildOrganisation();
const simulator = await startAwsSimulator({ port: 0, seed: organisation, rateLimits: true });
const database = await createTestDatabase();
process.env.DATABASE_URL = database.urls.worker;
process.env.AWS_ENDPOINT_URL = simulator.url;
process.env.AWS_ACCESS_KEY_ID = "bench";
process.env.AWS_SECRET_ACCESS_KEY = "bench";
const actor = { kind: "worker", workerId: "bench" } as const;
const aws = await connectAws({
  region: organisation.region,
  instanceArn: organisation.instance.arn,
  identityStoreId: organisation.instance.identityStoreId,
  allowance: sharedAllowance,
});

try {
  const began = performance.now();
  const first = await syncDue({ actor, now: await readNow() }, { aws, everyMinutes: 30 });
  const seconds = (performance.now() - began) / 1000;
  if (first?.kind !== "done") throw new Error(`The first read did not end well: ${JSON.stringify(first)}`);
  const before = await written();
  const later = new Date((await readNow()).getTime() + 31 * 60_000);
  const second = await syncDue({ actor, now: later }, { aws, everyMinutes: 30 });
  if (second?.kind !== "done") throw new Error(`The second read did not end well: ${JSON.stringify(second)}`);
  const secondRunWrites = (await written()) - before;
  const throttled = [...aws.limiter.counts().values()].reduce((sum, count) => sum + count.throttled, 0);
  console.log(
    `bench sync: accounts=${organisation.accounts.length} calls=${first.calls} secondCalls=${second.calls} throttled=${throttled} seconds=${seconds.toFixed(1)} secondRunWrites=${secondRunWrites} cores=${availableParallelism()}`,
  );
} finally {
  aws.close();
  await closeDb();
  await simulator.close();
  await teardown();
}

/** Rows written to the catalogue's tables so far, by Postgres's own statistics. */
async function written(): Promise<number> {
  await db().$queryRaw`select pg_stat_force_next_flush()::text`;
  const [row] = await db().$queryRaw<{ rows: bigint }[]>`
    select sum(n_tup_ins + n_tup_upd + n_tup_del) as rows from pg_stat_user_tables
    where relname in ('organisation', 'organisational_unit', 'account', 'permission_set', 'identity_group', 'person', 'membership',
                      'provisioned_permission_set', 'assignment')`;
  return Number(row?.rows ?? 0);
}
