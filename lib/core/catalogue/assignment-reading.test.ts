import { expect, test } from "vitest";
import { isAskedWhole, readingWay } from "./assignment-reading.ts";

test.each([
  ["a small organisation", { pairs: 346, principals: 60 }, "pairs"],
  ["the last that is small", { pairs: 600, principals: 60 }, "pairs"],
  ["ten thousand pairs", { pairs: 10_000, principals: 435 }, "principals"],
  ["ten thousand pairs, asking everybody", { pairs: 10_000, principals: 3_300 }, "principals"],
  ["more people than pairs, asking everybody", { pairs: 2_000, principals: 3_300 }, "pairs"],
] as const)("%s is read the cheaper way", (_, sizes, way) => {
  expect(readingWay(sizes)).toBe(way);
});

test("everybody is asked up to a number", () => {
  expect(isAskedWhole(5_000)).toBe(true);
  expect(isAskedWhole(5_001)).toBe(false);
});
