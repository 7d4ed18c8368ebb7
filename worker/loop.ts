import { setTimeout as pause } from "node:timers/promises";
import { readNow } from "#lib/db/now.ts";
import { log } from "#lib/log.ts";

export type Job = {
  name: string;
  everyMs: number;
  /** The payloads of the wake channel that make it run at once; "clock" wakes every job. */
  wakesOn: readonly string[];
  /** Does what is due at this moment. True when more is waiting than one run takes. */
  run(now: Date): Promise<boolean>;
};

/** Reads the clock and runs a job once. An error is logged and the job goes on with its next run. */
export async function tick(job: Job): Promise<boolean> {
  try {
    return await job.run(await readNow());
  } catch (error) {
    log.error({ job: job.name, err: error }, "a run failed");
    return false;
  }
}

/** Lets jobs be woken between their runs. */
export class Waker {
  readonly #waiting = new Map<Job, AbortController>();

  wake(what: string): void {
    for (const [job, controller] of this.#waiting) {
      if (what === "clock" || job.wakesOn.includes(what)) controller.abort();
    }
  }

  /** Waits for the job's pause, a wake, or the stop, whichever is first. */
  async pause(job: Job, stop: AbortSignal): Promise<void> {
    const controller = new AbortController();
    this.#waiting.set(job, controller);
    await pause(job.everyMs, undefined, { signal: AbortSignal.any([controller.signal, stop]) }).catch(
      () => undefined,
    );
    this.#waiting.delete(job);
  }
}

/** Runs a job again and again until told to stop; a run that is under way is finished first. */
export async function loop(job: Job, waker: Waker, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const isMoreWaiting = await tick(job);
    if (!isMoreWaiting) await waker.pause(job, stop);
  }
}
