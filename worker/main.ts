import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { closeDb } from "#lib/db/client.ts";
import { flushCounts } from "#lib/db/counts.ts";
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
/** Whatever the engine has in hand rests by then, and most supervisors give a process half a minute to stop. */
const PATIENCE_MS = 25_000;

/** False once the work has had its time to finish after it was told to stop. */
async function patience(stopped: AbortSignal): Promise<false> {
  await new Promise((resolve) => stopped.addEventListener("abort", resolve, { once: true }));
  await pause(PATIENCE_MS, undefined, { ref: false });
  return false;
}

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
  const work = Promise.all([
    listen((what) => waker.wake(what), stop.signal),
    ...jobs({ actor, ...parts }, waker).map((job) => loop(job, waker, stop.signal)),
  ]);
  const isFinished = await Promise.race([work.then(() => true), patience(stop.signal)]);
  if (!isFinished) log.warn("stopping although a read is under way; the next worker goes on with it");
  await endBeat(actor);
  await flushCounts();
  parts.mailer.close();
  log.info("stopped");
  if (!isFinished) process.exit();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await closeDb();
}
