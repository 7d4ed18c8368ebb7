import { expect, test } from "vitest";
import { shorterLengths } from "./shorter-lengths.ts";

test.each([
  [15, []],
  [20, []],
  [30, [15]],
  [60, [30, 15]],
  [100, [45, 15]],
  [240, [120, 60]],
])("APR-07: instead of %i minutes an approver may grant", (asked, expected) => {
  expect(shorterLengths(asked)).toEqual(expected);
});
