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
  const learn = (isDone: boolean, times: number, from = FIRST_USUAL_MS) =>
    Array.from({ length: times }).reduce<number>((usual) => learnUsualMs(usual, isDone), from);

  test("shrinks slowly and grows quickly, within bounds", () => {
    expect(learn(true, 1, 1_000)).toBeCloseTo(970);
    expect(learn(false, 1, 1_000)).toBeCloseTo(1_100);
    expect(learn(true, 500)).toBe(300);
    expect(learn(false, 500)).toBe(20_000);
  });
});

test("a pause after a fault doubles, and stops growing; sooner where AWS was only away", () => {
  expect([1, 2, 5, 9, 50].map((faults) => faultPauseMs(faults))).toEqual([
    2_000, 4_000, 32_000, 300_000, 300_000,
  ]);
  expect([4, 5, 50].map((faults) => faultPauseMs(faults, true))).toEqual([16_000, 30_000, 30_000]);
});
