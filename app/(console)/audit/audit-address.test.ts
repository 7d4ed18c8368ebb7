import { expect, test } from "vitest";
import { readAuditAddress } from "./audit-address.ts";

test.each([
  ["UTC", "2026-11-24", "2026-11-24T00:00:00.000Z", "2026-11-25T00:00:00.000Z"],
  ["Europe/Berlin", "2026-11-24", "2026-11-23T23:00:00.000Z", "2026-11-24T23:00:00.000Z"],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  ["America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"],
])("a day in %s, %s, is from its own midnight to the next", (zone, day, from, to) => {
  const { filters } = readAuditAddress({ from: day, to: day }, zone);
  expect([filters.from?.toISOString(), filters.to?.toISOString()]).toEqual([from, to]);
});

test.each([
  ["R-1042", 1042],
  ["r-1042", 1042],
  ["1042", 1042],
  ["R-x", undefined],
  ["99999999999", undefined],
])("INJ-10 a request may be named %s", (written, number) => {
  expect(readAuditAddress({ request: written }, "UTC").filters.request).toBe(number);
});

test("WEB-05 what is no place in the list is left out", () => {
  expect(
    readAuditAddress({ after: "1 or 1=1", before: ["12", "13"], from: "yesterday" }, "UTC"),
  ).toMatchObject({
    place: { after: undefined, before: "12" },
    filters: { from: undefined },
  });
});
