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
  /** Waits, once no run follows, for what runs have begun. */
  finish?(): Promise<void>;
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

/** Lets jobs be woken between their runs. A wake that comes during a run makes another follow it. */
export class Waker {
  readonly #pauses = new Map<Job, AbortController>();

  wake(what: string): void {
    for (const [job, pausing] of this.#pauses) {
      if (what === "clock" || job.wakesOn.includes(what)) pausing.abort();
    }
  }

  /** A run begins: what wakes the job from here on ends the pause that follows. */
  begin(job: Job): AbortSignal {
    const pausing = new AbortController();
    this.#pauses.set(job, pausing);
    return pausing.signal;
  }
}

/** Runs a job again and again until told to stop; what is under way is finished first. */
export async function loop(job: Job, waker: Waker, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const woken = waker.begin(job);
    const isMoreWaiting = await tick(job);
    const signal = AbortSignal.any([woken, stop]);
    if (!isMoreWaiting) await pause(job.everyMs, undefined, { signal }).catch(() => undefined);
  }
  await job.finish?.();
}
