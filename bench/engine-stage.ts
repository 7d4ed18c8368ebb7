import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { z } from "zod";
import { installClock } from "#demo/clock/install-clock.ts";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { holdAll } from "./engine-rows.ts";
import { awsOrders, awsStarted, awsTold } from "./engine-words.ts";

export type EngineStage = Awaited<ReturnType<typeof setEngineStage>>;

const LOOK_EVERY_MS = 100;

/** A database with grants that are held in a simulated AWS of its own; workers come and go as processes. The cluster is there already. */
export async function setEngineStage(orders: z.infer<typeof awsOrders>) {
  const database = await createTestDatabase();
  await installClock(database.urls.owner);
  const owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  const aws = fork(
    join(import.meta.dirname, "processes/engine-aws.ts"),
    [JSON.stringify(awsOrders.parse(orders))],
    {
      serialization: "advanced",
    },
  );
  const { standing, url, ...instance } = awsStarted.parse(await said(aws));
  const workers = new Set<ChildProcess>();

  const told = async () => {
    aws.send("tell");
    return awsTold.parse(await said(aws));
  };
  return {
    standing,
    owner,
    urls: database.urls,
    told,
    hold: (endsAt: (index: number) => Date) => holdAll(owner, instance.instanceArn, standing, endsAt),
    async startWorker(limits: "aws" | "none", slots: number): Promise<ChildProcess> {
      const worker = fork(
        join(import.meta.dirname, "processes/engine-worker.ts"),
        [JSON.stringify({ ...instance, limits, slots })],
        {
          env: {
            ...process.env,
            DATABASE_URL: database.urls.worker,
            AWS_ENDPOINT_URL: url,
            AWS_ACCESS_KEY_ID: "bench",
            AWS_SECRET_ACCESS_KEY: "bench",
          },
        },
      );
      workers.add(worker);
      await said(worker);
      return worker;
    },
    /** Waits until AWS holds no more than so many, and tells what it saw. */
    async until(left: number) {
      for (;;) {
        const now = await told();
        if (now.left <= left) return now;
        await pause(LOOK_EVERY_MS);
      }
    },
    async strike(): Promise<void> {
      for (const worker of workers) worker.kill("SIGKILL");
      aws.disconnect();
      await owner.end();
      await database.drop();
    },
  };
}

function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error("A process ended before it had said anything."));
    child.once("exit", died);
    child.once("message", (message) => {
      child.off("exit", died);
      resolve(message);
    });
  });
}
