import { expect, test } from "vitest";
import { axisOf, placeOn } from "#components/access/axis.ts";
import { isEndingSoon } from "#components/access/ending-soon.ts";
import { type WindowMoments, windowParts } from "#components/access/window-parts.ts";

const at = (clock: string) => new Date(`2026-11-24T${clock}:00Z`);
const now = at("14:00");
const axis = axisOf([at("10:00"), at("20:00")], now, "UTC");

const drawn = (moments: WindowMoments) =>
  windowParts(moments, axis, now).map(
    ({ part, from, span }) => `${part} ${Math.round(from * 100)}+${Math.round(span * 100)}`,
  );

test.each<[string, WindowMoments, string[]]>([
  [
    "a running one has time used and left, and a tail",
    { startsAt: at("12:00"), endsAt: at("16:00"), sessionsUntil: at("17:00") },
    ["left 40+20", "used 20+20", "tail 60+10", "post 20+0", "post 60+0", "now 40+0"],
  ],
  [
    "one not begun has no time used",
    { startsAt: at("15:00"), endsAt: at("16:00") },
    ["left 50+10", "post 50+0", "post 60+0", "now 40+0"],
  ],
  [
    "one that is over has no time left",
    { startsAt: at("11:00"), endsAt: at("13:00"), sessionsUntil: at("15:00") },
    ["used 10+20", "tail 30+20", "post 10+0", "post 30+0", "now 40+0"],
  ],
  [
    "one past its end and still there is overdue up to now",
    { startsAt: at("11:00"), endsAt: at("13:00"), sessionsUntil: at("15:00"), isStillThere: true },
    ["used 10+20", "overdue 30+10", "post 10+0", "post 30+0", "now 40+0"],
  ],
  [
    "one that goes on shows where, and one that may what is asked for",
    {
      startsAt: at("12:00"),
      endsAt: at("16:00"),
      seams: [at("13:00"), at("21:00")],
      askedUntil: at("18:00"),
    },
    ["left 40+20", "used 20+20", "asked 60+20", "seam 30+0", "post 20+0", "post 60+0", "now 40+0"],
  ],
  [
    "one without an end runs off the edge",
    { startsAt: at("11:00"), endsAt: null },
    ["open 10+90", "post 10+0", "now 40+0"],
  ],
  [
    "one that began before the axis has no post there",
    { startsAt: at("08:00"), endsAt: at("22:00") },
    ["left 40+60", "used 0+40", "now 40+0"],
  ],
])("%s", (_, moments, parts) => expect(drawn(moments)).toEqual(parts));

test.each([
  ["hours", "UTC", ["12:45", "19:10"], 60, "12:00", "20:00"],
  [
    "hours of its own where the zone is half an hour off",
    "Asia/Kolkata",
    ["12:45", "19:10"],
    60,
    "12:30",
    "19:30",
  ],
  ["quarters for what is short", "UTC", ["13:40", "15:10"], 15, "13:30", "15:15"],
])("an axis is in whole %s", (_, zone, moments, stepMinutes, from, to) => {
  const made = axisOf(moments.map(at), now, zone);
  expect([made.stepMinutes, made.from, made.to]).toEqual([stepMinutes, at(from), at(to)]);
});

test("an axis of days begins at the zone's midnight", () =>
  expect(axisOf([new Date("2026-11-18T12:00:00Z")], now, "Europe/Oslo").from).toEqual(
    new Date("2026-11-17T23:00:00Z"),
  ));

test("a moment outside the axis stays at its edge", () => expect(placeOn(axis, at("23:00"))).toBe(1));

test.each([
  ["under ten minutes left", "12:00", "14:09", true],
  ["under a tenth left", "02:00", "15:00", true],
  ["enough left", "12:00", "15:00", false],
  ["over", "12:00", "14:00", false],
  ["not begun", "14:01", "14:05", false],
])("%s", (_, starts, ends, soon) => expect(isEndingSoon(at(starts), at(ends), now)).toBe(soon));
