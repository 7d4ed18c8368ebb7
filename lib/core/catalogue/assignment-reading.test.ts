import { expect, test } from "vitest";
import { isAskedWhole, readingWay } from "./assignment-reading.ts";

const routine = { depth: "routine" } as const;
const thorough = { depth: "thorough" } as const;

test.each([
  ["a small organisation", { ...routine, pairs: 346, principals: 60 }, "pairs"],
  ["the last that is small", { ...routine, pairs: 600, principals: 60 }, "pairs"],
  ["ten thousand pairs", { ...routine, pairs: 10_000, principals: 435 }, "principals"],
  ["more holders than pairs", { ...routine, pairs: 2_000, principals: 3_300 }, "pairs"],
  ["sixty thousand pairs, thoroughly", { ...thorough, pairs: 60_000, principals: 21_500 }, "pairs"],
  ["a million pairs, thoroughly", { ...thorough, pairs: 1_000_000, principals: 101_500 }, "principals"],
] as const)("%s is read the way that fits", (_, sizes, way) => {
  expect(readingWay(sizes)).toBe(way);
});

test("everybody is asked up to a number", () => {
  expect(isAskedWhole(5_000)).toBe(true);
  expect(isAskedWhole(5_001)).toBe(false);
});
