import { expect, test } from "vitest";
import {
  count,
  formatDigest,
  formatDuration,
  formatExact,
  formatLongDay,
  formatMinutes,
  formatRelative,
  formatWhen,
  initials,
  listNames,
  spellDuration,
  spellMinutes,
  zoneName,
} from "#lib/format.ts";

const s = 1000;
const min = 60 * s;
const h = 60 * min;
const now = new Date("2026-11-24T13:32:00Z");

test.each([
  [0, "0 s"],
  [4 * s, "4 s"],
  [59.9 * s, "59 s"],
  [min, "1 min"],
  [100 * s, "1 min 40 s"],
  [2 * min + 59 * s, "2 min"],
  [38 * min, "38 min"],
  [59 * min + 59 * s, "59 min"],
  [h, "1 h"],
  [2 * h + 28 * min, "2 h 28 min"],
  [25 * h, "25 h"],
  [76 * h, "3 d 4 h"],
  [-27 * min, "27 min"],
])("%i ms lasts %s", (milliseconds, words) => expect(formatDuration(milliseconds)).toBe(words));

test.each([
  [15, "15 min", "15 min"],
  [60, "1 h", "1 hour"],
  [90, "1 h 30 min", "1 h 30 min"],
  [240, "4 h", "4 hours"],
  [1440, "24 h", "24 hours"],
  [4320, "3 d", "3 days"],
])("%i minutes are %s, and on a button %s", (minutes, short, spelt) => {
  expect(formatMinutes(minutes)).toBe(short);
  expect(spellMinutes(minutes)).toBe(spelt);
});

test.each([
  [s, "1 second"],
  [38 * min, "38 minutes"],
  [2 * h + min, "2 hours 1 minute"],
  [h, "1 hour"],
  [72 * h, "3 days"],
])("%i ms is %s in a sentence", (milliseconds, words) => expect(spellDuration(milliseconds)).toBe(words));

test.each([
  ["2026-11-24T14:10:00Z", "in 38 min"],
  ["2026-11-24T14:09:40Z", "in 38 min"],
  ["2026-11-24T13:33:39.500Z", "in 1 min 40 s"],
  ["2026-11-24T13:05:00Z", "27 min ago"],
  ["2026-11-24T13:31:56Z", "4 s ago"],
  ["2026-11-24T13:32:00.400Z", "now"],
])("%s is %s", (at, words) => expect(formatRelative(new Date(at), now)).toBe(words));

test.each([
  ["today is a clock", "2026-11-24T13:32:00Z", "Europe/Oslo", "14:32"],
  ["midnight is 00, not 24", "2026-11-23T23:00:00Z", "Europe/Oslo", "00:00"],
  ["yesterday has its day", "2026-11-23T15:02:00Z", "Europe/Oslo", "Mon 23 Nov, 16:02"],
  ["six days ahead has its day", "2026-11-30T07:00:00Z", "Europe/Oslo", "Mon 30 Nov, 08:00"],
  ["a week ago has its date", "2026-11-17T13:32:00Z", "Europe/Oslo", "17 Nov 2026"],
  ["September has three letters", "2026-09-12T10:00:00Z", "Europe/Oslo", "12 Sep 2026"],
  ["today is the zone's own", "2026-11-24T23:30:00Z", "Asia/Tokyo", "Wed 25 Nov, 08:30"],
])("%s", (_, at, zone, words) => expect(formatWhen(new Date(at), now, zone)).toBe(words));

test.each([
  ["UTC", "UTC"],
  ["Europe/Oslo", "CET"],
  ["America/New_York", "EST"],
  ["Asia/Kolkata", "UTC+5:30"],
])("%s is called %s in November", (zone, name) => expect(zoneName(now, zone)).toBe(name));

test("daylight saving has its own name", () =>
  expect(zoneName(new Date("2026-07-01T12:00:00Z"), "Europe/Oslo")).toBe("CEST"));

test("an exact time says its day, second and zone", () =>
  expect(formatExact(new Date("2026-11-24T13:29:41Z"), "Europe/Oslo")).toBe("Tue 24 Nov 2026, 14:29:41 CET"));

test("a long day is written in full", () =>
  expect(formatLongDay(now, "Europe/Oslo")).toBe("Tuesday 24 November 2026"));

test.each([
  [1, "1 person"],
  [3, "3 people"],
  [48211, "48,211 people"],
])("%i people", (value, words) => expect(count(value, "person")).toBe(words));

test("a plural that is not an s is given", () => expect(count(2, "entry", "entries")).toBe("2 entries"));

test.each([
  [[], ""],
  [["Jonas"], "Jonas"],
  [["Jonas", "Leila"], "Jonas and Leila"],
  [["Jonas", "Leila", "Priya"], "Jonas, Leila and Priya"],
])("%j are joined", (names, words) => expect(listNames(names)).toBe(words));

test("names can be alternatives", () => expect(listNames(["Jonas", "Leila"], "or")).toBe("Jonas or Leila"));

test.each([
  ["Marit Solheim", "MS"],
  ["Robert van den Achterberg", "RA"],
  ["gatehouse", "G"],
])("%s is %s", (name, letters) => expect(initials(name)).toBe(letters));

test("a digest is cut to two groups of four", () =>
  expect(formatDigest("3f9a71c209d277ab")).toBe("3f9a 71c2"));
