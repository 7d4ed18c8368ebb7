import { z } from "zod";

const machineNow = Date.now.bind(Date);

/** What a server that follows the product's clock is told. */
export const clockTold = z.strictObject({ offsetMs: z.number().nonnegative() });

/**
 * Puts this process's clock ahead, so that a library that stamps with `Date.now` stamps the product's time. For a demo server's own
 * process only.
 * @param offsetMs how far ahead of the machine's clock
 */
export function followClock(offsetMs: number): void {
  Date.now = () => machineNow() + offsetMs;
}
