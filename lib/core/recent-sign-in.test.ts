import { expect, test } from "vitest";
import { isRecentSignIn } from "./recent-sign-in.ts";

const now = new Date("2026-11-27T12:00:00Z");

test.each([
  ["a moment ago", "2026-11-27T11:59:59Z", true],
  ["by a clock that is ahead", "2026-11-27T12:00:30Z", true],
  ["almost a quarter of an hour ago", "2026-11-27T11:45:01Z", true],
  ["a quarter of an hour ago", "2026-11-27T11:45:00Z", false],
  ["this morning", "2026-11-27T08:00:00Z", false],
  ["at a time that nobody told", "1970-01-01T00:00:00Z", false],
])("EML-10 who proved who they are %s", (_, provedAt, isRecent) => {
  expect(isRecentSignIn(new Date(provedAt), now, 15)).toBe(isRecent);
});
