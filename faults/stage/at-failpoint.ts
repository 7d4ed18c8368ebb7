import type { Failpoint } from "#lib/failpoint.ts";

/**
 * Loaded before the worker by a test, and by nothing else: kills the process, or has it stand still, at the failpoint, the pass and with the
 * signal named, as in `row: claimed#2#SIGKILL`.
 */
const [point, passes = "1", signal] = (process.env.GATEHOUSE_TEST_FAILPOINT ?? "").split("#");
let left = Number(passes);

globalThis.gatehouseFailpoint = (reached: Failpoint) => {
  if (reached !== point) return;
  left -= 1;
  if (left !== 0) return;
  process.stdout.write(`${signal} at ${reached}\n`);
  process.kill(process.pid, signal);
};
