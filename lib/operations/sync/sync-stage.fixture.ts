import pg from "pg";
import type { SimulatorState } from "#demo/aws/state.ts";
import { installClock, shiftClock } from "#demo/clock/install-clock.ts";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { startSimulatedAws } from "#lib/aws/simulated-aws.fixture.ts";
import { closeDb } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { type SyncOutcome, syncDue } from "#lib/operations/sync-catalogue.ts";

type SimulatedAws = Awaited<ReturnType<typeof startSimulatedAws>>;

/** For tests: a database of its own and a simulated AWS, which may become another one between two reads. */
export async function setSyncStage() {
  const database = await createTestDatabase();
  process.env.DATABASE_URL = database.urls.worker;
  const owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  let simulated: SimulatedAws = await startSimulatedAws();
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
      simulated = await startSimulatedAws({ seed });
    },
    /** One round of the worker's sync job, an hour after the last one. */
    async read(everyMinutes = 30): Promise<SyncOutcome | null> {
      await shiftClock(database.urls.owner, 60);
      const actor = { kind: "worker", workerId: "worker-under-test" } as const;
      return await syncDue({ actor, now: await readNow() }, { aws: simulated.aws, everyMinutes });
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
