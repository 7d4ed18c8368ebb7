import pg from "pg";
import type { AwsSimulatorOptions } from "#demo/aws/simulator.ts";
import type { SimulatorState } from "#demo/aws/state.ts";
import { installClock, shiftClock } from "#demo/clock/install-clock.ts";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { startSimulatedAws } from "#lib/aws/simulated-aws.fixture.ts";
import { closeDb } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { type SyncOutcome, syncDue } from "#lib/operations/sync-catalogue.ts";

type SimulatedAws = Awaited<ReturnType<typeof startSimulatedAws>>;

type Reading = {
  everyMinutes?: number;
  /** How long after the last round; an hour unless told. */
  afterMinutes?: number;
  /** Otherwise the worker's own. */
  aws?: AwsConnection;
};

/**
 * For tests: a database of its own and a simulated AWS, Halden's unless told, which may become another one between two reads. The worker lives by the
 * database's clock, which each round moves on.
 */
export async function setSyncStage(options: Partial<AwsSimulatorOptions> = {}) {
  const database = await createTestDatabase();
  process.env.DATABASE_URL = database.urls.worker;
  const owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  let simulated: SimulatedAws = await startSimulatedAws(options);
  await installClock(database.urls.owner);
  return {
    database,
    as(role: "web" | "worker"): void {
      process.env.DATABASE_URL = database.urls[role];
    },
    get simulator() {
      return simulated.simulator;
    },
    get aws() {
      return simulated.aws;
    },
    /** Runs SQL as the database's owner, which no product role could. */
    sql: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await owner.query<Record<string, unknown>>(text, values)).rows,
    /** Lets AWS be otherwise from now on. What a read that did not end has kept of it before is forgotten. */
    async change(edit: (state: SimulatorState) => void): Promise<void> {
      await owner.query("delete from sync_part");
      const seed = structuredClone(simulated.simulator.state());
      edit(seed);
      await simulated.close();
      simulated = await startSimulatedAws({ ...options, seed });
    },
    async passMinutes(minutes: number): Promise<void> {
      await shiftClock(database.urls.owner, minutes);
    },
    /** One round of the worker's sync job. */
    async read({ everyMinutes = 30, afterMinutes = 60, aws }: Reading = {}): Promise<SyncOutcome | null> {
      await shiftClock(database.urls.owner, afterMinutes);
      const actor = { kind: "worker", workerId: "worker-under-test" } as const;
      return await syncDue({ actor, now: await readNow() }, { aws: aws ?? simulated.aws, everyMinutes });
    },
    async end(): Promise<void> {
      await simulated.close();
      await closeDb();
      await owner.end();
      await database.drop();
    },
  };
}

/** The demo's organisation, for what a test expects of it. */
export const halden = buildOrganisation();
