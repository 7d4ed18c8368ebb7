import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { closeDb } from "#lib/db/client.ts";
import { listen } from "#lib/db/listen.ts";
import { ConfigurationError } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { endBeat } from "#lib/operations/beat.ts";
import { checkWorkerStart } from "#lib/operations/check-worker-start.ts";
import { jobs } from "./jobs.ts";
import { loop, Waker } from "./loop.ts";

const actor = {
  kind: "worker",
  workerId: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
} as const;
const stop = new AbortController();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    log.info({ signal }, "stopping: finishing what is under way");
    stop.abort();
  });
}

try {
  const parts = await checkWorkerStart(stop.signal);
  const waker = new Waker();
  log.info({ workerId: actor.workerId }, "ready");
  await Promise.all([
    listen((what) => waker.wake(what), stop.signal),
    ...jobs({ actor, ...parts }).map((job) => loop(job, waker, stop.signal)),
  ]);
  await endBeat(actor);
  parts.mailer.close();
  log.info("stopped");
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await closeDb();
}
