import { describe, expect, test } from "vitest";
import { at, created, deleted, grant, ledger, seen, tell } from "./ledger.fixture.ts";
import type { Ledger, LedgerGrant } from "./ledger.ts";
import { nextStep } from "./managed-assignment.ts";

type Case = [title: string, row: Ledger, grants: LedgerGrant[], now: Date, step: string];

describe("while an operation is open", () => {
  const open = { kind: "create", requestId: "r-1", startedAt: at(0) } as const;
  const creating = ledger({ origin: "ours", open });
  const lost = ledger({ origin: "ours", open: { ...open, requestId: null } });
  const deleting = ledger({ origin: "ours", open: { kind: "delete", requestId: "r-2", startedAt: at(60) } });
  const withdrawn = { withdrawnAt: at(0, 30), withdrawnReason: "ended-by-holder" } as const;
  test.each<Case>([
    ["S4 it is polled, and nothing else", creating, [grant("granting")], at(9, 59), "poll create r-1"],
    ["F05 one whose id was lost is looked for", lost, [grant("granting")], at(9, 59), "find the create"],
    ["F40 it is given up after ten minutes", creating, [grant("granting")], at(10), "give up the create"],
    ["and so is the search for its id", lost, [grant("granting")], at(10), "give up the create"],
    ["F41 a delete is polled too", deleting, [grant("revoking")], at(64, 59), "poll delete r-2"],
    ["F41 and given up", deleting, [grant("revoke_blocked")], at(70), "give up the delete"],
    [
      "F64 a grant that is withdrawn meanwhile is marked first",
      creating,
      [grant("granting", withdrawn)],
      at(1),
      "g1 granting → revoking, origin ours, tombstone keep",
    ],
    [
      "F64 and then its create is waited for, however late that is",
      creating,
      [grant("revoking", withdrawn)],
      at(6),
      "poll create r-1",
    ],
    [
      "one that outlives all its grants is polled as well",
      deleting,
      [grant("ended")],
      at(61),
      "poll delete r-2",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});

describe("a removal is called blocked", () => {
  const held = ledger({ origin: "ours", settled: created, sighting: seen("present", at(64)) });
  const blocked = (state: "revoking" | "contested") =>
    `g1 ${state} → revoke_blocked, origin ours, tombstone keep`;
  const unfinished = { ...held, settled: { ...deleted, outcome: "unfinished" } } as const;
  test.each<Case>([
    [
      "F48 at once when AWS says no",
      { ...held, isDenied: true },
      [grant("revoking")],
      at(60),
      blocked("revoking"),
    ],
    [
      "F35 when faults last five minutes",
      { ...held, faults: 1 },
      [grant("revoking")],
      at(65),
      blocked("revoking"),
    ],
    ["and not sooner", { ...held, faults: 3 }, [grant("revoking")], at(64, 59), "delete"],
    [
      "five minutes after an early end",
      { ...held, faults: 3 },
      [grant("revoking", { withdrawnAt: at(30) })],
      at(35),
      blocked("revoking"),
    ],
    [
      "F41 when it is open for five minutes",
      { ...held, open: { kind: "delete", requestId: "r", startedAt: at(60) } },
      [grant("revoking")],
      at(65),
      blocked("revoking"),
    ],
    ["F41 when AWS never finished it", unfinished, [grant("revoking")], at(64), blocked("revoking")],
    [
      "not when AWS said that it failed, which is tried again",
      { ...held, settled: { ...deleted, outcome: "failed" } },
      [grant("revoking")],
      at(64),
      "delete",
    ],
    [
      "not because a create was never finished",
      { ...held, settled: { ...created, outcome: "unfinished" }, hasUnknownCreate: true },
      [grant("revoking")],
      at(64),
      "delete",
    ],
    [
      "not when only the worker was late",
      { ...held, sighting: seen("present", at(99)) },
      [grant("revoking")],
      at(100),
      "delete",
    ],
    ["F41 and goes on all the same", unfinished, [grant("revoke_blocked")], at(64), "delete"],
    ["F48 in every case", { ...held, isDenied: true }, [grant("revoke_blocked")], at(66), "delete"],
    [
      "never where there is nothing to remove",
      ledger({ origin: "preexisting", isDenied: true, sighting: seen("present", at(60)) }),
      [grant("active_preexisting")],
      at(60),
      "g1 active_preexisting → ended (preexisting), origin null, tombstone clear",
    ],
    [
      "never where a human decides",
      ledger({ origin: "contested", isDenied: true, sighting: seen("present", at(60)) }),
      [grant("contested")],
      at(60),
      "wait for a verdict until 70:00",
    ],
  ])("%s", (_, row, grants, now, step) => {
    expect(tell(nextStep(row, grants, now))).toBe(step);
  });
});
