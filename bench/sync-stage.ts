import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import pg from "pg";
import type { z } from "zod";
import type { OrganisationSize } from "#demo/aws/generate-organisation.ts";
import type { SimulatorState } from "#demo/aws/state.ts";
import { installClock, shiftClock } from "#demo/clock/install-clock.ts";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { setup } from "#demo/postgres/testing/test-cluster.ts";
import { type ReaderTold, readerBegun, readerTold } from "./reader-words.ts";
import { simulatorAnswered, simulatorStarted } from "./simulator-words.ts";

type StageOptions = {
  size: Omit<OrganisationSize, "units" | "isOdd" | "hasUnitCycle">;
  /** How many times faster than the wall's the simulator's clock runs; null: without rate limits and budgets. */
  speed: number | null;
};

export type SyncStage = Awaited<ReturnType<typeof setSyncStage>>;

/** A Postgres, a simulated AWS and a reader for each read, each in a process of its own. */
export async function setSyncStage({ size, speed }: StageOptions) {
  const teardown = await setup();
  const database = await createTestDatabase();
  await installClock(database.urls.owner);
  const owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  const simulator = start("simulator", { size, clockSpeed: speed ?? 1, rateLimits: speed !== null });
  const { url } = await said(simulator, simulatorStarted);
  const truth = async (asked: object = { ask: "state" }): Promise<SimulatorState> => {
    simulator.send(asked);
    return (await said(simulator, simulatorAnswered)).state;
  };
  const { region, instance } = await truth();
  const environment = {
    DATABASE_URL: database.urls.worker,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
  };
  const reader = () =>
    start(
      "reader",
      { region, instanceArn: instance.arn, identityStoreId: instance.identityStoreId, speed },
      environment,
    );

  return {
    truth: () => truth(),
    changeAtRandom: (change: { count: number; seed: number }) => truth({ change }),
    passMinutes: (minutes: number) => shiftClock(database.urls.owner, minutes),
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await owner.query<Row>(text, values)).rows,
    /** One read to its end; when it answers, the process is gone. */
    async read(): Promise<ReaderTold> {
      const process = reader();
      const ended = endOf(process);
      await said(process, readerBegun);
      const told = await said(process, readerTold);
      await ended;
      return told;
    },
    /** Begins a read and kills its process after so long; false when it had ended by then. */
    async readAndKill(afterMs: number): Promise<boolean> {
      const process = reader();
      await said(process, readerBegun);
      const killing = setTimeout(() => process.kill("SIGKILL"), afterMs);
      await endOf(process);
      clearTimeout(killing);
      return process.signalCode === "SIGKILL";
    },
    async strike(): Promise<void> {
      simulator.disconnect();
      await endOf(simulator);
      await owner.end();
      await teardown();
    },
  };
}

function start(
  name: "simulator" | "reader",
  orders: object,
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return fork(join(import.meta.dirname, "processes", `${name}.ts`), [JSON.stringify(orders)], {
    env: { ...process.env, ...environment },
    serialization: "advanced",
  });
}

/** The next thing that a process says. */
function said<Words>(child: ChildProcess, words: z.ZodType<Words>): Promise<Words> {
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error(`The ${child.spawnfile} ended before it had said anything.`));
    child.once("exit", died);
    child.once("message", (message) => {
      child.off("exit", died);
      const parsed = words.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
  });
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
}
