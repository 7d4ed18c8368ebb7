import { expect, test } from "vitest";
import { sessionMinutes } from "./session-minutes.ts";

test.each([
  ["PT1H", 60],
  ["PT12H", 720],
  ["PT1H30M", 90],
  ["PT90M", 90],
  ["PT5400S", 90],
  ["P1D", 1440],
  ["PT61S", 2],
  [undefined, 60],
  ["P", null],
  ["PT", null],
  ["1H", null],
  ["", null],
])("%s is %s minutes", (duration, minutes) => {
  expect(sessionMinutes(duration)).toBe(minutes);
});
