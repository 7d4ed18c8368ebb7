import { expect, test } from "vitest";
import { secondsLeft } from "./seconds-left.ts";

const step = (budget: string, perSecond: number, calls: number | null) => ({ budget, perSecond, calls });

test.each([
  ["before anything is known", [], null],
  ["while nobody knows how many", [step("identitystore", 15, null)], null],
  ["steps of one budget add up", [step("sso-admin", 15, 100), step("sso-admin", 15, 201)], 21],
  [
    "budgets go side by side",
    [step("sso-admin", 15, 150), step("organizations:ListTagsForResource", 7.5, 750)],
    100,
  ],
  ["what is not known yet does not count", [step("sso-admin", 15, 30), step("identitystore", 15, null)], 2],
  ["when all is done", [step("sso-admin", 15, 0)], 0],
])("%s", (_, steps, seconds) => {
  expect(secondsLeft(steps)).toBe(seconds);
});
