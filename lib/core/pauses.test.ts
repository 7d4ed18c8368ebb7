import { describe, expect, test } from "vitest";
import { FIRST_USUAL_MS, faultPauseMs, learnUsualMs, pollPauseMs } from "./pauses.ts";

test.each([
  ["waits until it usually is done", 0, 1_500, 1_500],
  ["waits for what is left of that", 1_000, 1_500, 500],
  ["never asks at once", 1_499, 1_500, 200],
  ["then waits a quarter longer each time", 1_500, 1_500, 375],
  ["… and longer", 20_000, 1_500, 5_000],
  ["but never for long", 600_000, 1_500, 15_000],
])("a poll %s", (_, openForMs, usualMs, expected) => {
  expect(pollPauseMs(openForMs, usualMs)).toBe(expected);
});

describe("what is usual", () => {
  test.each([
    ["shrinks slowly while operations are found done", 1_000, 1_100, true, 997],
    ["grows to just beyond what was too early", 1_000, 1_400, false, 1_540],
    ["does not grow because of what was asked before it was usual", 2_000, 1_400, false, 2_000],
    ["is never below a third of a second", 300, 300, true, 300],
    ["is never above twenty seconds", 19_900, 19_500, false, 20_000],
  ])("%s", (_, usualMs, openForMs, isDone, expected) => {
    expect(learnUsualMs(usualMs, openForMs, isDone)).toBeCloseTo(expected);
  });

  test("comes near what operations take, from either side", () => {
    const takesMs = 1_500;
    for (const from of [300, FIRST_USUAL_MS, 20_000]) {
      let usualMs = from;
      for (let polls = 0; polls < 1_500; polls += 1)
        usualMs = learnUsualMs(usualMs, usualMs, usualMs >= takesMs);
      expect(usualMs).toBeGreaterThan(takesMs * 0.98);
      expect(usualMs).toBeLessThan(takesMs * 1.11);
    }
  });
});

test("a pause after a fault doubles, and stops growing; sooner where AWS was only away", () => {
  expect([1, 2, 5, 9, 50].map((faults) => faultPauseMs(faults))).toEqual([
    2_000, 4_000, 32_000, 300_000, 300_000,
  ]);
  expect([4, 5, 50].map((faults) => faultPauseMs(faults, true))).toEqual([16_000, 30_000, 30_000]);
});
