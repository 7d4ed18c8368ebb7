import pg from "pg";
import type { SimulatorState } from "#demo/aws/state.ts";
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
  let minutes = 0;
  return {
    database,
    as(role: "web" | "worker"): void {
      process.env.DATABASE_URL = database.urls[role];
    },
    get simulator() {
      return simulated.simulator;
    },
    /** Runs SQL as the database's owner, which no product role could. */
    sql: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await owner.query<Record<string, unknown>>(text, values)).rows,
    /** Lets AWS be otherwise from now on. */
    async change(edit: (state: SimulatorState) => void): Promise<void> {
      const seed = structuredClone(simulated.simulator.state());
      edit(seed);
      await simulated.close();
      simulated = await startSimulatedAws({ seed });
    },
    /** One round of the worker's sync job, an hour after the last one. */
    async read(everyMinutes = 30): Promise<SyncOutcome | null> {
      minutes += 60;
      const now = new Date((await readNow()).getTime() + minutes * 60_000);
      const actor = { kind: "worker", workerId: "worker-under-test" } as const;
      return await syncDue({ actor, now }, { aws: simulated.aws, everyMinutes });
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
