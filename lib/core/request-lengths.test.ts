import { expect, test } from "vitest";
import { firstLength, lengthChoices } from "./request-lengths.ts";

test.each([
  [10, []],
  [15, [15]],
  [45, [15, 30, 45]],
  [60, [15, 30, 60]],
  [240, [15, 30, 60, 120, 240]],
  [720, [15, 30, 60, 120, 240, 720]],
])("up to %i minutes these are offered", (max, expected) => {
  expect(lengthChoices(max)).toEqual(expected);
});

test.each([
  ["what was wished", 240, 120, 120],
  ["the shortest, if it was wished", 240, 15, 15],
  ["the longest, if it was wished", 240, 240, 240],
  ["an hour when the wish is too long", 240, 300, 60],
  ["an hour when the wish is too short", 240, 5, 60],
  ["an hour without a wish", 240, undefined, 60],
  ["the longest when an hour is too long", 30, undefined, 30],
])("a form begins with %s", (_, max, wished, expected) => {
  expect(firstLength(max, wished)).toBe(expected);
});
