import { expect, test } from "vitest";
import { isPairsTurn, readingWay } from "./assignment-reading.ts";

test.each([
  ["a small organisation", { pairs: 346, principals: 60, everyone: 340, isFirst: false }, "pairs"],
  ["ten thousand pairs", { pairs: 10_000, principals: 435, everyone: 3_300, isFirst: false }, "principals"],
  [
    "ten thousand pairs for the first time",
    { pairs: 10_000, principals: 300, everyone: 3_300, isFirst: true },
    "principals",
  ],
  [
    "more people than pairs, for the first time",
    { pairs: 2_000, principals: 300, everyone: 3_300, isFirst: true },
    "pairs",
  ],
] as const)("%s is read the cheaper way", (_, sizes, way) => {
  expect(readingWay(sizes)).toBe(way);
});

test.each([5, 30, 60, 720, 1440, 2880])(
  "every pair has its turn once a day when a read happens every %d minutes",
  (everyMinutes) => {
    const runs = Math.max(1, Math.floor(1440 / everyMinutes));
    const begin = Date.UTC(2026, 10, 24, 6, 2);
    for (let pair = 0; pair < 40; pair++) {
      const turns = Array.from({ length: runs }, (_, run) =>
        isPairsTurn(`pair ${pair}`, new Date(begin + run * everyMinutes * 60_000), everyMinutes),
      );
      expect(turns.filter(Boolean)).toHaveLength(1);
    }
  },
);

test("the turns are spread evenly enough over the day", () => {
  const pairs = Array.from(
    { length: 4_800 },
    (_, pair) => `1234567${pair}\narn:aws:sso:::permissionSet/ps-${pair % 90}`,
  );
  const inOneRun = pairs.filter((pair) => isPairsTurn(pair, new Date("2026-11-24T12:00:00Z"), 30)).length;
  expect(inOneRun).toBeGreaterThan(50);
  expect(inOneRun).toBeLessThan(150);
});
