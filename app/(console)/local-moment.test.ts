import { expect, test } from "vitest";
import { parseLocalMoment, writeLocalMoment } from "./local-moment.ts";

test.each([
  ["2026-09-12T14:00", "Europe/Berlin", "2026-09-12T12:00:00.000Z"],
  ["2026-12-12T14:00", "Europe/Berlin", "2026-12-12T13:00:00.000Z"],
  ["2026-09-12T14:00:30", "UTC", "2026-09-12T14:00:30.000Z"],
  ["2026-09-12", "America/New_York", "2026-09-12T04:00:00.000Z"],
  ["2026-01-01T00:30", "Asia/Kathmandu", "2025-12-31T18:45:00.000Z"],
  ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
])("%s in %s is %s", (written, zone, instant) => {
  expect(parseLocalMoment(written, zone)?.toISOString()).toBe(instant);
});

test.each([
  ["2026-03-29T02:30", "a time that the clocks left out"],
  ["2026-02-30T10:00", "a day that the month does not have"],
  ["2026-09-12T24:30", "an hour that the day does not have"],
  ["2026-09-12T10:00:61", "a second too many"],
  ["2026-09-12 10:00", "another way of writing"],
  ["2026-09-12T10:00Z", "a zone"],
  ["yesterday", "words"],
  ["", "nothing"],
  ["0000-01-01T12:00", "a year that Postgres does not have"],
  ["0001-01-01", "a day that begins in such a year elsewhere"],
])("%s is refused: %s", (written) => {
  expect(parseLocalMoment(written, "Europe/Berlin")).toBeNull();
});

test("what a field writes is read as the same minute", () => {
  const at = new Date("2026-11-24T13:32:00Z");
  expect(parseLocalMoment(writeLocalMoment(at, "Europe/Berlin"), "Europe/Berlin")).toEqual(at);
});
