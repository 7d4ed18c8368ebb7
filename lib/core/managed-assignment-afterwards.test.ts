import { describe, expect, test } from "vitest";
import { at, created, day, deleted, grant, ledger, second, seen, tell } from "./ledger.fixture.ts";
import type { Ledger, LedgerGrant } from "./ledger.ts";
import { nextStep } from "./managed-assignment.ts";

type Case = [title: string, row: Ledger, grants: LedgerGrant[], now: Date, step: string];

const held = ledger({
  origin: "ours",
  settled: created,
  createAttempts: 1,
  sighting: seen("present", at(55)),
});

describe("the tombstone", () => {
  const ended = ledger({ origin: "ours", settled: deleted, tombstoneAt: at(61) });
  const present = { ...ended, sighting: seen("present", at(62)) };
  const absent = (minutes: number): Ledger => ({ ...ended, sighting: seen("absent", at(minutes), at(61)) });
  const left = "origin null, tombstone clear";
  const landed = (when: Date, outcome: "succeeded" | "failed" = "succeeded"): Ledger => ({
    ...present,
    standsSince: outcome === "succeeded" ? when : null,
    settled: { kind: "create", outcome, at: when },
  });
  test.each<Case>([
    ["looks after a minute", absent(61), [grant("ended")], at(61), "wait for a moment until 62:00"],
    ["and does look", absent(61), [grant("ended")], at(62), "look"],
    [
      "after a day, where every create told",
      absent(62),
      [grant("ended")],
      at(80),
      `wait for a moment until ${61 + day}:00`,
    ],
    ["and not each hour until then", absent(62), [], at(140), `wait for a moment until ${61 + day}:00`],
    [
      "after five minutes, where one may land",
      { ...absent(62), hasUnknownCreate: true },
      [grant("ended")],
      at(62),
      "wait for a moment until 66:00",
    ],
    ["is cleared after its last look", absent(61 + day), [grant("ended")], at(61 + day), left],
    [
      "S10 deletes a late create of ours",
      { ...present, hasUnknownCreate: true },
      [grant("ended")],
      at(62),
      "delete a late create",
    ],
    [
      "S10 and one that was seen to land, however long ago",
      landed(at(62)),
      [grant("ended")],
      at(62),
      "delete a late create",
    ],
    ["in the moment of the end too", landed(at(61)), [grant("ended")], at(62), "delete a late create"],
    ...(["refused", "failed", "unknown", "unfinished"] as const).map(
      (outcome): Case => [
        `S10 again, when AWS said of that delete: ${outcome}`,
        { ...present, standsSince: at(62), settled: { kind: "delete", outcome, at: at(62) } },
        [grant("ended")],
        at(62),
        "delete a late create",
      ],
    ),
    [
      "S10 and calls it ours where a new grant wants it meanwhile",
      { ...present, standsSince: at(62), settled: { kind: "delete", outcome: "refused", at: at(62) } },
      [grant("ended"), second("granting", { startsAt: at(62) })],
      at(62),
      "g2 granting → active, origin ours, tombstone clear",
    ],
    [
      "takes what landed for gone once a list had its time to show that",
      {
        ...absent(62),
        standsSince: at(61, 20),
        settled: { kind: "delete", outcome: "unknown", at: at(61, 30) },
      },
      [grant("ended")],
      at(62),
      "origin ours, tombstone begin",
    ],
    [
      "and not before",
      {
        ...absent(62),
        standsSince: at(61, 20),
        settled: { kind: "delete", outcome: "unknown", at: at(61, 31) },
      },
      [grant("ended")],
      at(62),
      "wait for a list until 62:05",
    ],
    [
      "S2 but leaves what stands for a create before the end",
      landed(at(60, 59)),
      [grant("ended")],
      at(62),
      left,
    ],
    ["S2 or in spite of a failed one", landed(at(62), "failed"), [grant("ended")], at(62), left],
    ["S2 F57 leaves what somebody made after our end", present, [grant("ended")], at(62), left],
    [
      "S2 also when a late create was deleted since",
      { ...present, settled: { ...deleted, at: at(61, 30) }, sighting: seen("present", at(62, 1)) },
      [grant("ended")],
      at(62, 1),
      left,
    ],
    [
      "S2 F57 gives that to a new grant as what stood before",
      { ...ended, sighting: seen("present", at(200)) },
      [grant("ended"), second("granting", { startsAt: at(200), endsAt: at(220) })],
      at(200),
      "g2 granting → active_preexisting, origin preexisting, tombstone clear",
    ],
    [
      "S2 F57 and leaves it when that is withdrawn before it was told",
      { ...ended, sighting: seen("present", at(200)) },
      [second("revoking", { startsAt: at(200), endsAt: at(220), withdrawnAt: at(201) })],
      at(202),
      `g2 revoking → ended (preexisting), ${left}`,
    ],
    [
      "does not keep a new grant from being created",
      absent(70),
      [grant("ended"), second("granting", { startsAt: at(70) })],
      at(70),
      "create for g2",
    ],
    [
      "F59 deletes nothing after somebody removed it",
      { ...absent(62), settled: created },
      [grant("ended")],
      at(62),
      `wait for a moment until ${61 + day}:00`,
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("where a human decides", () => {
  const contested = ledger({ origin: "contested", sighting: seen("present", at(61)) });
  const failed = { ...contested, origin: "ours", settled: { ...created, outcome: "failed" } } as const;
  test.each<Case>([
    [
      "the grant says so",
      contested,
      [grant("revoking")],
      at(61),
      "g1 revoking → contested, origin contested, tombstone keep",
    ],
    [
      "S10 for what stands although every create failed",
      failed,
      [grant("revoking")],
      at(61),
      "g1 revoking → contested, origin contested, tombstone keep",
    ],
    [
      "S10 or was refused",
      { ...failed, settled: { ...created, outcome: "refused" } },
      [grant("revoking")],
      at(61),
      "g1 revoking → contested, origin contested, tombstone keep",
    ],
    [
      "S10 unless one may have landed",
      { ...failed, hasUnknownCreate: true },
      [grant("revoking")],
      at(61),
      "delete",
    ],
    ["the ledger says so too", failed, [grant("contested")], at(61), "origin contested, tombstone keep"],
    ["L5 it is looked at again", contested, [grant("contested")], at(61), "wait for a verdict until 71:00"],
    ["L5 after ten minutes", contested, [grant("contested")], at(71), "look"],
    ["an old sighting is not enough to say so", contested, [grant("revoking")], at(71), "look"],
    [
      "nothing is looked at that no grant waits for",
      { ...contested, tombstoneAt: at(61), hasUnknownCreate: true },
      [grant("ended")],
      at(61, 30),
      "wait for a verdict until woken",
    ],
    [
      "keeping it ends the grant",
      { ...contested, verdict: "keep" },
      [grant("contested"), second("revoke_blocked", { withdrawnAt: at(50) })],
      at(62),
      "g1 contested → ended (handed-over), g2 revoke_blocked → ended (handed-over), origin null, tombstone clear",
    ],
    [
      "but not that of another",
      { ...held, sighting: seen("present", at(61)), verdict: "keep" },
      [grant("revoking"), second("active")],
      at(62),
      "g1 revoking → ended (continued), origin ours, tombstone clear",
    ],
    [
      "and says nothing of what is over",
      { ...contested, verdict: "keep", tombstoneAt: at(61), sighting: seen("absent", at(61)) },
      [grant("ended")],
      at(61, 30),
      "wait for a moment until 62:00",
    ],
    [
      "having it removed takes the grant up again",
      { ...contested, verdict: "remove" },
      [grant("contested"), second("contested", { withdrawnAt: at(50) })],
      at(62),
      "g1 contested → revoking, g2 contested → revoking, origin contested, tombstone keep",
    ],
    [
      "those that are, and no other",
      { ...contested, verdict: "remove" },
      [grant("contested"), second("revoking", { withdrawnAt: at(50) })],
      at(62),
      "g1 contested → revoking, origin contested, tombstone keep",
    ],
    ["and then deletes it", { ...contested, verdict: "remove" }, [grant("revoking")], at(62), "delete"],
    [
      "S2 which says nothing of what stood before",
      { ...contested, origin: "preexisting", verdict: "remove" },
      [grant("active_preexisting")],
      at(62),
      "g1 active_preexisting → ended (preexisting), origin null, tombstone clear",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});
