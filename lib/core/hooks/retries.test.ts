import { describe, expect, test } from "vitest";
import { nextTryAt, TRIED_FOR_MS } from "./retries.ts";

const start = new Date("2026-11-24T12:00:00Z");
const after = (ms: number) => new Date(start.getTime() + ms);
const end = after(TRIED_FOR_MS);

test.each([
  [1, 10],
  [2, 30],
  [3, 120],
  [4, 300],
  [5, 900],
  [6, 1_800],
  [7, 3_600],
  [8, 7_200],
  [9, 14_400],
  [10, 14_400],
  [400, 14_400],
])("after try %i it waits %i seconds", (tries, seconds) => {
  expect(nextTryAt(tries, start, end, null)).toEqual(after(seconds * 1_000));
});

test("a delivery that always fails is tried over a whole day, and then no more", () => {
  let now = start;
  let tries = 1;
  for (let next = nextTryAt(tries, now, end, null); next; next = nextTryAt(tries, now, end, null)) {
    expect(next.getTime()).toBeGreaterThan(now.getTime());
    now = next;
    tries += 1;
  }
  expect(tries).toBe(14);
  expect(now.getTime()).toBeGreaterThan(after(23 * 3_600_000).getTime());
  expect(now.getTime()).toBeLessThan(end.getTime());
});

describe("a receiver that asks for patience", () => {
  test.each([
    ["gets it", 1, 60_000, 60_000],
    ["is not tried sooner than it would be otherwise", 3, 5_000, 120_000],
    ["is not left alone for days", 1, 90_000_000, 14_400_000],
  ])("%s", (_, tries, askedMs, pauseMs) => {
    expect(nextTryAt(tries, start, end, askedMs)).toEqual(after(pauseMs));
  });
});

test("what would be tried at the very end or later is given up", () => {
  expect(nextTryAt(1, after(TRIED_FOR_MS - 10_001), end, null)).toEqual(after(TRIED_FOR_MS - 1));
  expect(nextTryAt(1, after(TRIED_FOR_MS - 10_000), end, null)).toBeNull();
  expect(nextTryAt(1, after(TRIED_FOR_MS + 1), end, null)).toBeNull();
});
