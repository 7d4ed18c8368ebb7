import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";

const stateSchema = z.object({
  settings: z.object({ clockSpeed: z.number() }),
  counts: z.object({ accounts: z.number(), users: z.number() }),
});

let running: ReturnType<typeof spawn> | undefined;

afterEach(async () => {
  if (running?.exitCode !== null) return;
  const ended = once(running, "exit");
  running.kill("SIGINT");
  await ended;
});

test("runs by itself with the size and the clock that its environment asks for", async () => {
  const url = await start({
    AWS_SIMULATOR_ACCOUNTS: "40",
    AWS_SIMULATOR_SETS: "5",
    AWS_SIMULATOR_GROUPS: "6",
    AWS_SIMULATOR_PEOPLE: "70",
    AWS_SIMULATOR_PAIRS: "80",
    AWS_SIMULATOR_CLOCK_SPEED: "50",
  });
  const state = stateSchema.parse(await (await fetch(`${url}/_simulator/state`)).json());
  expect(state.settings.clockSpeed).toBe(50);
  expect(state.counts).toEqual({ accounts: 40, users: 70 });
});

test("begins with Halden when nothing is asked for", async () => {
  const url = await start({});
  const state = stateSchema.parse(await (await fetch(`${url}/_simulator/state`)).json());
  expect(state.counts.accounts).toBe(60);
});

async function start(environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { ...process.env, AWS_SIMULATOR_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /answers on (\S+)/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error("The simulator ended before it answered");
}
