import type { Failpoint } from "#lib/failpoint.ts";

/**
 * Loaded before the worker by a test, and by nothing else: kills the process the first time that it comes to the failpoint named, so many passes
 * later if a number follows, as in `row: claimed#2`.
 */
const [point, passes = "1"] = (process.env.GATEHOUSE_TEST_FAILPOINT ?? "").split("#");
let left = Number(passes);

globalThis.gatehouseFailpoint = (reached: Failpoint) => {
  if (reached !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};
