import { expect, test } from "vitest";
import { readChangesAddress } from "./changes-address.ts";

const moment = { now: new Date("2026-11-24T13:32:00Z"), zone: "Europe/Berlin" };
const daysAgo = (days: number) => new Date(moment.now.getTime() - days * 86_400_000);
const run = "9149f6cd-907e-4610-a143-e3885f730c05";

test.each([
  [{}, "week", daysAgo(7)],
  [{ last: "day" }, "day", daysAgo(1)],
  [{ last: "month" }, "month", daysAgo(30)],
  [{ last: "ever" }, "ever", undefined],
  [{ last: "century" }, "week", daysAgo(7)],
  [{ run }, undefined, undefined],
  [{ last: "day", from: "2026-09-12T14:00" }, undefined, new Date("2026-09-12T12:00:00Z")],
  [{ last: "day", to: "2026-09-12" }, undefined, undefined],
])("%o goes back to the %s", (params, span, from) => {
  const address = readChangesAddress(params, moment);
  expect([address.span, address.filters.from]).toEqual([span, from]);
});

test("a moment that is none is said, and not silently another one", () => {
  const { misread, written } = readChangesAddress({ from: "2026-02-30T10:00", to: "2026-03-01" }, moment);
  expect([misread, written.from, written.to]).toEqual([["2026-02-30T10:00"], undefined, "2026-03-01"]);
});

test("WEB-05 what no filter takes is left out", () => {
  const { filters } = readChangesAddress(
    {
      noun: "secret",
      kind: "';--",
      drift: "yes",
      run: "not-a-run",
      account: ["1", "2"],
      after: "x".repeat(501),
    },
    moment,
  );
  expect(filters).toMatchObject({
    noun: undefined,
    kind: undefined,
    driftOnly: false,
    run: undefined,
    account: "1",
    after: undefined,
  });
});
