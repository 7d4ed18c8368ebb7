import { type ChildProcess, spawn } from "node:child_process";
import { until } from "#demo/processes/until.ts";
import type { Failpoint } from "#lib/failpoint.ts";

const START_WITHIN_MS = 20_000;
const END_WITHIN_MS = 40_000;

/** Where a process kills itself, and at which pass; with SIGSTOP it only stands still until it gets SIGCONT. */
export type Dying = { at: Failpoint; pass?: number; signal?: "SIGKILL" | "SIGSTOP" };

export type ProductProcess = {
  readonly pid: number;
  /** What it logged so far. */
  output(): string;
  hasEnded(): boolean;
  /** Resolves when it is gone, with the signal that killed it. */
  ended(): Promise<NodeJS.Signals | null>;
  kill(signal?: NodeJS.Signals): Promise<NodeJS.Signals | null>;
  /** Resolves when it stands still. */
  stopped(): Promise<void>;
  /** Lets it go on, then finish what it has in hand. */
  goOnAndEnd(): Promise<void>;
};

export type ToStart = {
  name: string;
  args: readonly string[];
  /** Its whole configuration. */
  environment: Readonly<Record<string, string>>;
  isReady: (output: string) => boolean | Promise<boolean>;
};

/**
 * Starts one of the product's processes, and waits until it is ready.
 * @throws with all it said when it ends instead
 */
export async function startProductProcess(
  { name, args, environment, isReady }: ToStart,
  dying?: Dying,
): Promise<ProductProcess> {
  const preload = dying ? ["--import", "./faults/stage/at-failpoint.ts"] : [];
  const child: ChildProcess = spawn(process.execPath, [...preload, ...args], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      ...environment,
      ...(dying && {
        GATEHOUSE_TEST_FAILPOINT: `${dying.at}#${dying.pass ?? 1}#${dying.signal ?? "SIGKILL"}`,
      }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  let isClosed = false;
  const gone = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("close", (_, signal) => {
      isClosed = true;
      resolve(signal);
    });
  });
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const ended = async () => {
    await until(`the ${name} has ended`, END_WITHIN_MS, async () => isGone());
    return gone;
  };
  await until(`the ${name} is ready`, START_WITHIN_MS, async () => {
    if (await isReady(output)) return true;
    // Closed, so that everything it said has come.
    if (isClosed) throw new Error(`The ${name} did not start:\n${output}`);
    return false;
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    hasEnded: isGone,
    ended,
    stopped: () =>
      until(`the ${name} stands still`, END_WITHIN_MS, async () => output.includes("SIGSTOP at ")),
    async goOnAndEnd() {
      child.kill("SIGTERM");
      child.kill("SIGCONT");
      await ended();
    },
    async kill(signal = "SIGKILL") {
      child.kill(signal);
      return ended();
    },
  };
}
