import { describe, expect, test } from "vitest";
import { at, created, deleted, grant, ledger, second, seen, tell } from "./ledger.fixture.ts";
import type { Ledger, LedgerGrant } from "./ledger.ts";
import { nextStep } from "./managed-assignment.ts";

type Case = [title: string, row: Ledger, grants: LedgerGrant[], now: Date, step: string];

const held = ledger({
  origin: "ours",
  settled: created,
  createAttempts: 1,
  sighting: seen("present", at(55)),
});

describe("when it is not wanted any more", () => {
  test.each<Case>([
    [
      "it is marked first",
      held,
      [grant("active")],
      at(60),
      "g1 active → revoking, origin ours, tombstone keep",
    ],
    ["L1 then what is ours is deleted", held, [grant("revoking")], at(60), "delete"],
    ["on a withdrawal too", held, [grant("revoking", { withdrawnAt: at(56) })], at(57), "delete"],
    ["L1 without another look, however old the last one is", held, [grant("revoking")], at(120), "delete"],
    [
      "what is ours is deleted although the ledger has forgotten its create",
      { ...held, settled: null },
      [grant("revoking")],
      at(60),
      "delete",
    ],
    [
      "S3 F61 it is kept for another grant, and the first ends",
      held,
      [grant("revoking"), second("active")],
      at(60),
      "g1 revoking → ended (continued), origin ours, tombstone clear",
    ],
    ["S3 which takes a fresh look", held, [grant("revoking"), second("active")], at(65), "look"],
    [
      "F57 what stood before stays with another grant as well",
      { ...held, origin: "preexisting" },
      [grant("active_preexisting"), second("active_preexisting")],
      at(60),
      "g1 active_preexisting → ended (preexisting), origin preexisting, tombstone clear",
    ],
    [
      "F61 the first is marked while another grant holds it",
      held,
      [grant("active"), second("active")],
      at(60),
      "g1 active → revoking, origin ours, tombstone keep",
    ],
    [
      "S2 F57 what stood before is left",
      { ...held, origin: "preexisting" },
      [grant("active_preexisting")],
      at(60),
      "g1 active_preexisting → ended (preexisting), origin null, tombstone clear",
    ],
    [
      "S2 what was never made is left",
      { ...held, origin: null },
      [grant("revoking")],
      at(60),
      "g1 revoking → ended (preexisting), origin null, tombstone clear",
    ],
    [
      "S2 and is so although a create of ours failed",
      { ...held, origin: "preexisting", settled: { ...created, outcome: "failed" } },
      [grant("active_preexisting")],
      at(60),
      "g1 active_preexisting → ended (preexisting), origin null, tombstone clear",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("when absence is seen", () => {
  const gone: Ledger = { ...held, settled: deleted, sighting: seen("absent", at(61)) };
  const over = (state: "revoking" | "active_preexisting", reason: string) =>
    `g1 ${state} → ended (${reason}), origin ours, tombstone begin`;
  const withdrawn = (
    withdrawnAt: Date,
    withdrawnReason: LedgerGrant["withdrawnReason"] = "ended-by-holder",
  ) => grant("revoking", { withdrawnAt, withdrawnReason });
  const lost = (seconds: number): Ledger => ({
    ...held,
    settled: { ...deleted, outcome: "unknown" },
    standsSince: at(60, 20 - seconds),
    sighting: seen("absent", at(60, 20)),
  });
  test.each<Case>([
    [
      "it has to be seen after the delete settled",
      { ...gone, sighting: seen("absent", at(60, 11)) },
      [grant("revoking")],
      at(61),
      "look",
    ],
    ["then the grant has ended", gone, [grant("revoking")], at(61), over("revoking", "end-reached")],
    ["by whoever ended it early", gone, [withdrawn(at(30))], at(61), over("revoking", "ended-by-holder")],
    [
      "by an administrator, where nothing says who",
      gone,
      [withdrawn(at(30), null)],
      at(61),
      over("revoking", "ended-by-administrator"),
    ],
    [
      "S7 and not by a withdrawal at its end",
      gone,
      [withdrawn(at(60))],
      at(61),
      over("revoking", "end-reached"),
    ],
    ["S7 or after it", gone, [withdrawn(at(60, 30))], at(61), over("revoking", "end-reached")],
    [
      "by a withdrawal in this very moment",
      { ...gone, settled: { ...deleted, at: at(30) }, sighting: seen("absent", at(30)) },
      [withdrawn(at(30))],
      at(30),
      over("revoking", "ended-by-holder"),
    ],
    [
      "or not by one that is still to come",
      { ...gone, settled: null, sighting: seen("absent", at(5)) },
      [grant("revoking", { startsAt: at(10), withdrawnAt: at(30), withdrawnReason: "ended-by-holder" })],
      at(5),
      over("revoking", "end-reached"),
    ],
    [
      "what stood before has ended by itself, though our create of it was once answered",
      ledger({ origin: "preexisting", settled: created, sighting: seen("absent", at(61)) }),
      [grant("active_preexisting")],
      at(61),
      "g1 active_preexisting → ended (preexisting), origin null, tombstone clear",
    ],
    [
      "what somebody else had made has ended",
      ledger({ origin: "contested", settled: deleted, sighting: seen("absent", at(71)) }),
      [grant("contested")],
      at(71),
      "g1 contested → ended (end-reached), origin null, tombstone clear",
    ],
    ["an old absence is looked at again", gone, [grant("revoking")], at(71), "look"],
    [
      "F65 what a list does not show yet is deleted all the same",
      { ...held, sighting: seen("absent", at(0, 12)) },
      [grant("revoking", { withdrawnAt: at(0, 9) })],
      at(0, 18),
      "delete",
    ],
    [
      "a refused create needs no delete",
      { ...held, settled: { ...created, outcome: "refused" }, sighting: seen("absent", at(61)) },
      [grant("revoking")],
      at(61),
      over("revoking", "end-reached"),
    ],
    [
      "a failed one neither",
      { ...held, settled: { ...created, outcome: "failed" }, sighting: seen("absent", at(61)) },
      [grant("revoking")],
      at(61),
      over("revoking", "end-reached"),
    ],
    [
      "F38 a list may lag behind a create before a delete that told nothing",
      lost(29),
      [grant("revoking")],
      at(61),
      "delete",
    ],
    [
      "but not for longer than half a minute",
      lost(30),
      [grant("revoking")],
      at(61),
      over("revoking", "end-reached"),
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("when it is still there after its delete", () => {
  const still = (
    seenAt: Date,
    outcome: "succeeded" | "failed" | "refused" | "unknown" = "succeeded",
  ): Ledger => ({
    ...held,
    settled: { ...deleted, outcome },
    sighting: seen("present", seenAt),
  });
  test.each<Case>([
    [
      "a list that lags may show it for a while",
      still(at(60, 13)),
      [grant("revoking")],
      at(60, 13),
      "wait for a list until 60:18",
    ],
    ["and is looked at again", still(at(60, 13)), [grant("revoking")], at(60, 18), "look"],
    [
      "seldom after half a minute",
      still(at(60, 42)),
      [grant("revoking")],
      at(60, 42),
      "wait for a list until 61:02",
    ],
    ["yet again", still(at(60, 42)), [grant("revoking")], at(61, 2), "look"],
    ["for five minutes", still(at(65, 11)), [grant("revoking")], at(65, 11), "wait for a list until 65:31"],
    [
      "S2 then somebody else may have made it, and a human decides",
      still(at(65, 12)),
      [grant("revoking")],
      at(65, 12),
      "g1 revoking → contested, origin contested, tombstone keep",
    ],
    [
      "F43 it is deleted again when AWS said that it failed",
      still(at(60, 13), "failed"),
      [grant("revoking")],
      at(60, 13),
      "delete",
    ],
    ["or did not take it", still(at(60, 13), "refused"), [grant("revoking")], at(60, 13), "delete"],
    ["F38 or its answer was lost", still(at(60, 13), "unknown"), [grant("revoking")], at(60, 13), "delete"],
    [
      "or a late create of ours may have landed since",
      { ...still(at(60, 42)), hasUnknownCreate: true },
      [grant("revoking")],
      at(60, 42),
      "delete",
    ],
    [
      "F52 where the person is gone, what AWS refuses to remove leads nowhere",
      { ...still(at(60, 13), "failed"), isPersonGone: true },
      [grant("revoking")],
      at(60, 13),
      "g1 revoking → ended (orphaned), origin null, tombstone clear",
    ],
    [
      "F52 which it has to have said",
      { ...still(at(60, 42)), isPersonGone: true, hasUnknownCreate: true },
      [grant("revoking")],
      at(60, 42),
      "delete",
    ],
    [
      "F52 of the delete, not of a create",
      { ...held, settled: { ...created, outcome: "failed" }, isPersonGone: true, hasUnknownCreate: true },
      [grant("revoking")],
      at(60),
      "delete",
    ],
    [
      "F52 or not at all yet",
      { ...held, settled: null, isPersonGone: true },
      [grant("revoking")],
      at(60),
      "delete",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("F62 when it is wanted again after its delete", () => {
  const next = second("granting", { startsAt: at(60, 10) });
  const again = (seenAt: Date, outcome: "succeeded" | "failed" | "refused" | "unknown"): Ledger => ({
    ...held,
    settled: { ...deleted, outcome },
    sighting: seen("present", seenAt),
  });
  const ours = "g2 granting → active, origin ours, tombstone clear";
  test.each<Case>([
    ["a list may lag", again(at(60, 13), "succeeded"), [next], at(60, 13), "wait for a list until 60:18"],
    [
      "or a delete take effect whose answer was lost",
      again(at(60, 13), "unknown"),
      [next],
      at(60, 13),
      "wait for a list until 60:18",
    ],
    ["which then did not", again(at(60, 42), "unknown"), [next], at(60, 42), ours],
    [
      "S2 what stands half a minute after it is somebody else's",
      again(at(60, 42), "succeeded"),
      [next],
      at(60, 42),
      "g2 granting → active_preexisting, origin preexisting, tombstone clear",
    ],
    [
      "unless a late create of ours may have landed",
      { ...again(at(60, 42), "succeeded"), hasUnknownCreate: true },
      [next],
      at(60, 42),
      ours,
    ],
    ["a failed delete took nothing away", again(at(60, 13), "failed"), [next], at(60, 13), ours],
    ["nor did a refused one", again(at(60, 13), "refused"), [next], at(60, 13), ours],
    [
      "what is absent is created",
      { ...again(at(60, 13), "succeeded"), sighting: seen("absent", at(60, 13)) },
      [next],
      at(60, 13),
      "create for g2",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});
