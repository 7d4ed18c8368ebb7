import { type ChildProcess, spawn } from "node:child_process";
import { until } from "#demo/processes/until.ts";
import type { Failpoint } from "#lib/failpoint.ts";

const START_WITHIN_MS = 20_000;
const END_WITHIN_MS = 40_000;

export type WorkerProcess = {
  /** What it logged so far. */
  output(): string;
  /** Resolves when it is gone, with the signal that killed it. */
  ended(): Promise<NodeJS.Signals | null>;
  kill(signal?: NodeJS.Signals): Promise<NodeJS.Signals | null>;
};

/**
 * Starts the product's worker as a process of its own.
 * @param environment its whole configuration
 * @param dying where it kills itself, and at which pass
 */
export async function startWorkerProcess(
  environment: Readonly<Record<string, string>>,
  dying?: { at: Failpoint; pass?: number },
): Promise<WorkerProcess> {
  const preload = dying ? ["--import", "./faults/stage/at-failpoint.ts"] : [];
  const child: ChildProcess = spawn(process.execPath, [...preload, "worker/main.ts"], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      ...environment,
      ...(dying && { GATEHOUSE_TEST_FAILPOINT: `${dying.at}#${dying.pass ?? 1}` }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const gone = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("close", (_, signal) => resolve(signal));
  });
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const ended = async () => {
    await until("the worker has ended", END_WITHIN_MS, async () => isGone());
    return gone;
  };
  await until("the worker is ready", START_WITHIN_MS, async () => {
    if (isGone() && !output.includes('"msg":"ready"'))
      throw new Error(`The worker did not start:\n${output}`);
    return output.includes('"msg":"ready"');
  });
  return {
    output: () => output,
    ended,
    async kill(signal = "SIGKILL") {
      child.kill(signal);
      return ended();
    },
  };
}
