import { describe, expect, test } from "vitest";
import { at, created, grant, ledger, second, seen, tell } from "./ledger.fixture.ts";
import type { Ledger, LedgerGrant } from "./ledger.ts";
import { nextStep } from "./managed-assignment.ts";

type Case = [title: string, row: Ledger, grants: LedgerGrant[], now: Date, step: string];

describe("before the create", () => {
  const absent = ledger({ sighting: seen("absent", at(0)) });
  const fresh = ledger({ sighting: seen("absent", at(5)) });
  test.each<Case>([
    ["it looks when nothing was seen yet", ledger(), [grant("granting")], at(0), "look"],
    ["S1 it creates what is absent", absent, [grant("granting")], at(0), "create for g1"],
    ["it trusts the look for a quarter of a minute", absent, [grant("granting")], at(0, 15), "create for g1"],
    ["and no longer", absent, [grant("granting")], at(0, 16), "look"],
    [
      "it creates for the grant that began first",
      fresh,
      [grant("granting", { startsAt: at(5) }), second("granting")],
      at(5),
      "create for g2",
    ],
    [
      "and of two that began together always for the same",
      absent,
      [second("granting"), grant("granting")],
      at(0),
      "create for g1",
    ],
    [
      "it neither looks nor creates for a grant that is over",
      ledger(),
      [grant("ended")],
      at(1),
      "wait for a moment until woken",
    ],
    ["it waits with nothing attached", ledger(), [], at(0), "wait for a moment until woken"],
    [
      "S1 it creates nothing for a grant that is withdrawn",
      absent,
      [grant("granting", { withdrawnAt: at(0) })],
      at(0),
      "g1 granting → revoking, origin null, tombstone keep",
    ],
    [
      "F57 it leaves what stood before, and says so",
      ledger({ sighting: seen("present", at(0)) }),
      [grant("granting")],
      at(0),
      "g1 granting → active_preexisting, origin preexisting, tombstone clear",
    ],
    [
      "F57 and says so to a second grant too",
      ledger({ origin: "preexisting", sighting: seen("present", at(5)) }),
      [grant("active_preexisting"), second("granting")],
      at(5),
      "g2 granting → active_preexisting, origin preexisting, tombstone clear",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("after the create", () => {
  const ours = ledger({ origin: "ours", settled: created, createAttempts: 1 });
  const absent = (when: Date, since = when): Ledger => ({ ...ours, sighting: seen("absent", when, since) });
  const outcome = (of: "failed" | "refused" | "unknown", attempts = 1): Ledger => ({
    ...absent(at(0, 12)),
    settled: { ...created, outcome: of },
    createAttempts: attempts,
  });
  test.each<Case>([
    [
      "S3 it believes no look from before it settled",
      { ...ours, sighting: seen("present", at(0, 5)) },
      [grant("granting")],
      at(0, 12),
      "look",
    ],
    [
      "S3 it believes one that began when it had settled",
      { ...ours, sighting: seen("present", at(0, 6)) },
      [grant("granting")],
      at(0, 12),
      "g1 granting → active, origin ours, tombstone clear",
    ],
    [
      "it gives a list that lags time to show it",
      absent(at(0, 9)),
      [grant("granting")],
      at(0, 12),
      "wait for a list until 0:14",
    ],
    ["and looks again", absent(at(0, 9)), [grant("granting")], at(0, 14), "look"],
    [
      "and creates again after half a minute",
      absent(at(0, 36), at(0, 6)),
      [grant("granting")],
      at(0, 36),
      "create for g1",
    ],
    [
      "which counts from the create, not from a look before it",
      { ...absent(at(2, 6), at(0)), settled: { ...created, at: at(2) } },
      [grant("granting")],
      at(2, 6),
      "wait for a list until 2:11",
    ],
    [
      "and from when it was seen absent, not from the create",
      absent(at(1, 10), at(1)),
      [grant("granting")],
      at(1, 10),
      "wait for a list until 1:15",
    ],
    [
      "it takes a sighting without a beginning as its own beginning",
      { ...ours, sighting: { seen: "absent", at: at(5), absentSince: null } },
      [grant("granting")],
      at(5),
      "wait for a list until 5:05",
    ],
    [
      "it waits for a create whose answer was lost like for one that succeeded",
      { ...outcome("unknown"), hasUnknownCreate: true },
      [grant("granting")],
      at(0, 12),
      "wait for a list until 0:17",
    ],
    [
      "F42 it makes a failed create again at once",
      outcome("failed", 2),
      [grant("granting")],
      at(0, 12),
      "create for g1",
    ],
    ["and a refused one", outcome("refused", 2), [grant("granting")], at(0, 12), "create for g1"],
    [
      "F42 but not a fourth time: absence was seen, so the grant failed",
      outcome("failed", 3),
      [grant("granting")],
      at(0, 12),
      "g1 granting → grant_failed (create-failed), origin ours, tombstone begin",
    ],
    [
      "F42 and with it all that wait, but none that is being taken away",
      outcome("failed", 3),
      [grant("granting"), second("granting"), grant("revoking", { id: "g3" })],
      at(0, 12),
      "g1 granting → grant_failed (create-failed), g2 granting → grant_failed (create-failed), origin ours, tombstone begin",
    ],
    [
      "S10 it does not call its own what appears although every create failed",
      { ...outcome("failed"), sighting: seen("present", at(0, 12)) },
      [grant("granting")],
      at(0, 12),
      "g1 granting → active, origin contested, tombstone clear",
    ],
    [
      "S10 nor what appears although AWS took none",
      { ...outcome("refused"), sighting: seen("present", at(0, 12)) },
      [grant("granting")],
      at(0, 12),
      "g1 granting → active, origin contested, tombstone clear",
    ],
    [
      "but it may be, while an earlier create may land",
      { ...outcome("failed"), hasUnknownCreate: true, sighting: seen("present", at(0, 12)) },
      [grant("granting")],
      at(0, 12),
      "g1 granting → active, origin ours, tombstone clear",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("F40 after a create that AWS never finished", () => {
  const unfinished = ledger({
    origin: "ours",
    settled: { kind: "create", outcome: "unfinished", at: at(10) },
    hasUnknownCreate: true,
    hasUnfinishedCreate: true,
    standsSince: at(10),
    createAttempts: 1,
  });
  const absent = (when: Date): Ledger => ({ ...unfinished, sighting: seen("absent", when, at(10)) });
  test.each<Case>([
    [
      "it is looked for after a minute",
      absent(at(10)),
      [grant("granting")],
      at(10, 59),
      "wait for a list until 11:00",
    ],
    ["every minute", absent(at(10)), [grant("granting")], at(11), "look"],
    [
      "and not made a second time, however long that is",
      absent(at(50)),
      [grant("granting")],
      at(50),
      "wait for a list until 51:00",
    ],
    [
      "what lands is ours",
      { ...unfinished, sighting: seen("present", at(20)) },
      [grant("granting")],
      at(20),
      "g1 granting → active, origin ours, tombstone clear",
    ],
    ["its removal is attempted at its end", absent(at(59, 30)), [grant("revoking")], at(60), "delete"],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("while it is held", () => {
  const held = ledger({ origin: "ours", settled: created, standsSince: at(0, 6), createAttempts: 1 });
  const present = (when: Date): Ledger => ({ ...held, sighting: seen("present", when) });
  const absent = (when: Date, since = when): Ledger => ({ ...held, sighting: seen("absent", when, since) });
  test.each<Case>([
    ["it waits for the end", present(at(55)), [grant("active")], at(55), "wait for a moment until 60:00"],
    [
      "or for an early end",
      present(at(55)),
      [grant("active", { withdrawnAt: at(58) })],
      at(55),
      "wait for a moment until 58:00",
    ],
    [
      "or for the next look, if that is sooner",
      present(at(5)),
      [grant("active")],
      at(5),
      "wait for a moment until 15:00",
    ],
    ["and looks", present(at(5)), [grant("active")], at(15), "look"],
    [
      "then only each hour",
      present(at(10)),
      [grant("active", { endsAt: at(240) })],
      at(20),
      "wait for a moment until 70:00",
    ],
    ["and looks by then", present(at(10)), [grant("active", { endsAt: at(240) })], at(70), "look"],
    [
      "sooner where another grant has just joined it",
      present(at(20)),
      [grant("active", { endsAt: at(240) }), second("active", { startsAt: at(15) })],
      at(30),
      "look",
    ],
    [
      "it waits for what is to come, not for its own beginning",
      ledger({ origin: "preexisting", sighting: seen("present", at(0)) }),
      [grant("active_preexisting")],
      at(0),
      "wait for a moment until 10:00",
    ],
    [
      "F61 another grant joins it",
      present(at(20)),
      [grant("active"), second("granting", { startsAt: at(20) })],
      at(20),
      "g2 granting → active, origin ours, tombstone clear",
    ],
    [
      "F59 it does not believe at once that it was removed",
      absent(at(20)),
      [grant("active")],
      at(20),
      "wait for a list until 20:05",
    ],
    ["F59 but looks again", absent(at(20)), [grant("active")], at(20, 6), "look"],
    [
      "F59 and believes it after half a minute, and does not create again",
      absent(at(20, 30), at(20)),
      [grant("active"), second("active_preexisting"), grant("granting", { id: "g3" })],
      at(20, 30),
      "g1 active → ended (removed-outside), g2 active_preexisting → ended (removed-outside), origin ours, tombstone begin",
    ],
    [
      "a tombstone of an earlier try goes once it stands",
      { ...present(at(20)), tombstoneAt: at(5), settled: { ...created, at: at(6) }, standsSince: at(6) },
      [grant("active")],
      at(20),
      "origin ours, tombstone clear",
    ],
    [
      "S10 whose it is, is written down as soon as that is in doubt",
      { ...present(at(20)), settled: { ...created, outcome: "failed", at: at(15) } },
      [grant("active")],
      at(20),
      "origin contested, tombstone clear",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});
