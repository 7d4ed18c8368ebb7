import { spawn } from "node:child_process";
import { dirname } from "node:path";

/**
 * Runs a TypeScript entry and ends as it ended. Signals go on to it; should this process be killed, the entry hears that its channel
 * closed.
 * @param {string} node the Node to run it with
 * @param {string} entry path of the .ts file, from the checkout
 * @param {readonly string[]} words its arguments
 */
export async function runEntry(node, entry, words) {
  const child = spawn(node, [entry, ...words], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const watch = watchNpm(() => child.kill("SIGTERM"));
  process.exitCode = await new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
  clearInterval(watch);
}

// When npm itself is killed nobody passes the signal on, but the parent changes.
function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 500);
}
