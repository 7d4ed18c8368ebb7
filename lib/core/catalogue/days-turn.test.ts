import fc from "fast-check";
import { expect, test } from "vitest";
import { daysTurn, isDaysTurn } from "./days-turn.ts";

const begin = Date.UTC(2026, 10, 24, 6, 2, 17);
const at = (minutes: number) => new Date(begin + minutes * 60_000);

test("everything has its turn once a day, however unevenly reads happen", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1439 })), fc.string(), (between, name) => {
      const moments = [0, ...between.sort((a, b) => a - b), 1440];
      const turns = moments.slice(1).filter((minutes, place) => {
        return isDaysTurn(name, daysTurn(at(moments[place] ?? 0), at(minutes)));
      });
      expect(turns).toHaveLength(1);
    }),
  );
});

test.each([
  ["before the first read", null, at(0), 0],
  ["a read that began when the last one did", at(0), at(0), 0],
  ["after an outage of a week", at(0), at(7 * 1440), 86_400],
  ["under a clock that went back", at(60), at(0), 0],
])("%s", (_, from, to, seconds) => {
  expect(daysTurn(from, to).seconds).toBe(seconds);
});

test("the turns are spread evenly over the day", () => {
  const names = Array.from({ length: 4_800 }, (_, place) => `arn:aws:sso:::permissionSet/ps-${place}`);
  const inOneRun = names.filter((name) => isDaysTurn(name, daysTurn(at(0), at(30)))).length;
  expect(inOneRun).toBeGreaterThan(60);
  expect(inOneRun).toBeLessThan(140);
});
