import { expect, test } from "vitest";
import { areContentsDue } from "./contents-due.ts";

const set = {
  arn: "arn:aws:sso:::permissionSet/ps-1",
  name: "Operator",
  description: "Runs things.",
  sessionMinutes: 60,
  relayState: null,
  createdAt: new Date("2026-01-01T00:00:00Z"),
};
const never = { fromSecond: 0, seconds: 0 };
const routine = { described: set, stored: { ...set }, sets: 300, depth: "routine", turn: never } as const;

test.each([
  ["an unchanged one", routine, false],
  ["one of a few", { ...routine, sets: 50 }, true],
  ["in a thorough read", { ...routine, depth: "thorough" }, true],
  ["one that has its turn", { ...routine, turn: { fromSecond: 0, seconds: 86_400 } }, true],
  ["a renamed one", { ...routine, stored: { ...set, name: "operator" } }, true],
  ["one with another session length", { ...routine, stored: { ...set, sessionMinutes: 90 } }, true],
  ["one with another relay state", { ...routine, stored: { ...set, relayState: "https://x" } }, true],
  ["one with another description", { ...routine, stored: { ...set, description: "" } }, true],
] as const)("of many sets, %s", (_, known, isDue) => {
  expect(areContentsDue(known)).toBe(isDue);
});
