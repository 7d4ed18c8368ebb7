import { expect, test } from "vitest";
import { limitTries } from "./tries.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 14, minutes));

test("EML-06 after the last try that may fail there is no further one until the window is over", () => {
  const tries = limitTries({ most: 2, windowMinutes: 10, keysKept: 10 });
  tries.count("a", at(0));
  expect(tries.mayTry("a", at(1))).toBe(true);
  tries.count("a", at(1));
  expect(tries.mayTry("a", at(9))).toBe(false);
  expect(tries.mayTry("b", at(9))).toBe(true);
  expect(tries.mayTry("a", at(10))).toBe(true);
});

test("DOS-01 no more keys are remembered than was said", () => {
  const tries = limitTries({ most: 1, windowMinutes: 10, keysKept: 2 });
  for (const key of ["a", "b", "c"]) tries.count(key, at(0));
  expect(["a", "b", "c"].map((key) => tries.mayTry(key, at(1)))).toEqual([true, false, false]);
});
