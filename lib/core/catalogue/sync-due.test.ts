import { expect, test } from "vitest";
import { isSyncDue } from "./sync-due.ts";

const now = new Date("2026-11-24T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test.each([
  ["nothing was ever read", null, null, true],
  ["the last read is young", ago(29), null, false],
  ["the last read is as old as the timer allows", ago(30), null, true],
  ["a read has just failed", ago(60), ago(4), false],
  ["a failure lies five minutes back", ago(60), ago(5), true],
  ["the first read has just failed", null, ago(1), false],
] as const)("when %s", (_, lastDoneStartedAt, lastFailedAt, expected) => {
  expect(isSyncDue({ lastDoneStartedAt, lastFailedAt }, 30, now)).toBe(expected);
});
