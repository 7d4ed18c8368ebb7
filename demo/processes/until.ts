import { setTimeout as after } from "node:timers/promises";

/**
 * Waits until something is so, looking every 25 ms.
 * @param what the condition in words, for the message when time runs out
 * @param withinMs how long to wait at most
 * @param isSo looks once
 */
export async function until(what: string, withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.`);
    await after(25);
  }
}
