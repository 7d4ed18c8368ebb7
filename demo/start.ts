import { join } from "node:path";
import { banner } from "./banner.ts";
import { halden } from "./halden.ts";
import { portsFrom, portsVariable } from "./ports.ts";
import { processGroup } from "./processes/process-group.ts";
import { claimFolder } from "./running-file.ts";
import { sentenceFor } from "./sentence-for.ts";
import { type Progress, startStack } from "./start-stack.ts";

const root = join(import.meta.dirname, "..");
const stateFolder = join(root, ".gatehouse");

const progress: Progress = async (what, work) => {
  const began = performance.now();
  process.stdout.write(`  ${what} … `);
  const result = await work();
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  return result;
};

async function start(): Promise<number> {
  const ports = portsFrom(process.env[portsVariable]);
  const giveBack = claimFolder(stateFolder);
  const group = processGroup();
  const stopped = stopWanted().then(() => null);
  const ran = runUntilDeath();

  async function runUntilDeath(): Promise<number> {
    const organisation = halden();
    const stack = await startStack(
      { root, stateFolder, ports, organisation, durable: true, progress },
      group,
    );
    console.log(banner(stack, organisation.people));
    return complain(await group.firstDeath);
  }

  try {
    const ended = await Promise.race([stopped, ran]);
    if (ended === null) process.stdout.write("\n  Stopping … ");
    await group.stopAll();
    if (ended === null) console.log("everything has stopped.");
    return ended ?? 0;
  } finally {
    // When it is stopped halfway, what was being started fails, as it should.
    ran.catch(() => undefined);
    await group.stopAll();
    giveBack();
  }
}

function stopWanted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    // The bootstrap holds the other end, and is gone when it was killed.
    process.once("disconnect", () => resolve());
  });
}

function complain(sentence: string): number {
  console.error(`\n${sentence}`);
  return 1;
}

try {
  process.exitCode = await start();
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === undefined) throw error;
  process.exitCode = complain(sentence);
}
if (process.connected) process.disconnect();
