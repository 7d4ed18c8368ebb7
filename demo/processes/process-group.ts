import { CannotStart } from "../cannot-start.ts";
import { lastLines } from "./last-lines.ts";
import { type ProcessToStart, type RunningProcess, startProcess } from "./start-process.ts";
import { startWatchman } from "./watchman.ts";

/** Processes that live and end together; the later ones end first. */
export interface ProcessGroup {
  start(toStart: ProcessToStart): Promise<RunningProcess>;
  /** Runs a process that ends by itself; throws `CannotStart` with the end of its log when it fails. */
  run(toStart: ProcessToStart): Promise<void>;
  /** Resolves, with a sentence, when a process that was started ends without having been asked. */
  readonly firstDeath: Promise<string>;
  /** Ends all of them, and kills what has not ended a few seconds later. */
  stopAll(): Promise<void>;
}

/**
 * Makes an empty group. Should this process be killed, a watchman ends the others.
 * @param patienceMs how long stopping may take before what is left is killed
 */
export function processGroup(patienceMs = 8_000): ProcessGroup {
  const watchman = startWatchman();
  const running: RunningProcess[] = [];
  let stopping: Promise<void> | undefined;
  let tellDeath: (sentence: string) => void = () => undefined;
  const firstDeath = new Promise<string>((resolve) => {
    tellDeath = resolve;
  });

  async function begin(toStart: ProcessToStart): Promise<RunningProcess> {
    if (stopping) throw new CannotStart("It is being stopped.");
    const process = await startProcess(toStart, watchman);
    running.push(process);
    return process;
  }

  async function stopInTurn(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (const process of running.toReversed())
      await process.stop(Math.max(deadline - performance.now(), 500));
    await watchman.dismiss();
  }

  return {
    firstDeath,
    async start(toStart) {
      const process = await begin(toStart);
      void process.exited.then((how) => {
        if (!stopping) tellDeath(deathOf(process, how));
      });
      return process;
    },
    async run(toStart) {
      const process = await begin(toStart);
      const how = await process.exited;
      if (how !== "ended with code 0") throw new CannotStart(deathOf(process, how));
    },
    stopAll() {
      stopping ??= stopInTurn();
      return stopping;
    },
  };
}

function deathOf({ name, logFile }: RunningProcess, how: string): string {
  return `The ${name} ${how}. The end of ${logFile}:\n\n${lastLines(logFile, 15)}\n`;
}
