import { expect, test } from "vitest";
import { at, day, ledger, seen } from "./ledger.fixture.ts";
import type { Ledger } from "./ledger.ts";
import { hasLandedLate, nextTombstoneLook } from "./tombstone.ts";

function ended(seenAtMinutes: number, changes: Partial<Ledger> = {}): Ledger {
  return ledger({
    origin: "ours",
    sighting: seen("absent", at(seenAtMinutes), at(0)),
    tombstoneAt: at(0),
    ...changes,
  });
}

const unknown = { hasUnknownCreate: true } as const;
const unfinished = { hasUnknownCreate: true, hasUnfinishedCreate: true } as const;

test.each<[string, Ledger, number | null]>([
  ["a minute after the end", ended(0), 1],
  ["a day after it, where every create told how it went", ended(1), day],
  ["and then no more", ended(day), null],
  ["five minutes after it, where a create may land", ended(1, unknown), 5],
  ["twenty minutes after it", ended(5, unknown), 20],
  ["a day after it", ended(20, unknown), day],
  ["and then no more, since no signature lives that long", ended(day, unknown), null],
  ["a minute after it, where AWS never finished a create", ended(0, unfinished), 1],
  ["every day, where AWS never finished a create", ended(day, unfinished), 2 * day],
  ["on the third day", ended(2 * day, unfinished), 3 * day],
  ["at once, where nothing was seen", ended(0, { sighting: null }), 1],
  ["never, where no end was seen", ended(0, { tombstoneAt: null }), null],
])("the next look is %s", (_, ledger, expected) => {
  expect(nextTombstoneLook(ledger)).toEqual(expected === null ? null : at(expected));
});

const deleted = { kind: "delete", outcome: "succeeded", at: at(0) } as const;

test.each<[string, Ledger, "present" | "absent", boolean]>([
  [
    "what is there after a delete, while a create never told",
    ended(0, { ...unknown, settled: deleted, tombstoneAt: null }),
    "present",
    true,
  ],
  ["what is there after absence was seen at an end", ended(0, unknown), "present", true],
  ["nothing, where nothing is there", ended(0, { ...unknown, settled: deleted }), "absent", false],
  ["nothing, where every create told", ended(0, { settled: deleted }), "present", false],
  ["nothing, before anything settled", ended(0, { ...unknown, tombstoneAt: null }), "present", false],
  [
    "nothing, after a create that succeeded",
    ended(0, { ...unknown, settled: { ...deleted, kind: "create" }, tombstoneAt: null }),
    "present",
    false,
  ],
  [
    "nothing, before a delete succeeded",
    ended(0, { ...unknown, settled: { ...deleted, outcome: "failed" }, tombstoneAt: null }),
    "present",
    false,
  ],
])("a look tells of a late landing by %s", (_, ledger, seen, expected) => {
  expect(hasLandedLate(ledger, seen)).toBe(expected);
});
