import { describe, expect, test } from "vitest";
import type { GrantState } from "./grant.ts";
import type { Ledger, LedgerGrant, Step } from "./ledger.ts";
import { nextStep } from "./managed-assignment.ts";

/** Minutes after nine o'clock, which is when the ordinary grant begins; it lasts an hour. */
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, 0) + minutes * 60_000);
const seconds = (count: number) => count / 60;

const blank: Ledger = {
  origin: null,
  sighting: null,
  open: null,
  settled: null,
  hasUnknownCreate: false,
  hasUnfinishedCreate: false,
  standsSince: null,
  createAttempts: 0,
  faults: 0,
  isDenied: false,
  isPersonGone: false,
  verdict: null,
  tombstoneAt: null,
};

function ledger(changes: Partial<Ledger> = {}): Ledger {
  return { ...blank, ...changes };
}

function seen(
  what: "present" | "absent",
  when: Date,
  absentSince: Date | null = what === "absent" ? when : null,
) {
  return { seen: what, at: when, absentSince };
}

function grant(state: GrantState, changes: Partial<LedgerGrant> = {}): LedgerGrant {
  return {
    id: "g1",
    state,
    startsAt: at(0),
    endsAt: at(60),
    withdrawnAt: null,
    withdrawnReason: null,
    ...changes,
  };
}

const created = { kind: "create", outcome: "succeeded", at: at(0.1) } as const;
const deleted = { kind: "delete", outcome: "succeeded", at: at(60.2) } as const;

function changes(step: Step): string[] {
  return step.do === "record"
    ? step.changes.map(({ grantId, to, reason }) => `${grantId} ${to}${reason ? ` ${reason}` : ""}`)
    : [step.do];
}

describe("before the create", () => {
  test.each<[string, Ledger, LedgerGrant[], Date, Step["do"]]>([
    ["looks when nothing was seen yet", ledger(), [grant("granting")], at(0), "look"],
    [
      "creates when it is absent",
      ledger({ sighting: seen("absent", at(0)) }),
      [grant("granting")],
      at(0),
      "create",
    ],
    [
      "looks again when the look is not the last thing before the create",
      ledger({ sighting: seen("absent", at(0)) }),
      [grant("granting")],
      at(1),
      "look",
    ],
    ["neither looks nor creates for a grant that is over", ledger(), [grant("ended")], at(1), "wait"],
    ["waits with nothing attached", ledger(), [], at(0), "wait"],
  ])("%s", (_, row, grants, now, expected) => {
    expect(nextStep(row, grants, now).do).toBe(expected);
  });

  test("leaves what stood before, and says so", () => {
    const step = nextStep(ledger({ sighting: seen("present", at(0)) }), [grant("granting")], at(0));
    expect(changes(step)).toEqual(["g1 active_preexisting"]);
    expect(step).toMatchObject({ origin: "preexisting" });
  });
});

describe("while an operation is open", () => {
  const open = { kind: "create", requestId: "r-1", startedAt: at(0) } as const;
  test.each<[string, Ledger, Date, Step["do"]]>([
    ["polls it", ledger({ open }), at(1), "poll"],
    [
      "looks for one whose id was lost",
      ledger({ open: { ...open, requestId: null } }),
      at(1),
      "find-operation",
    ],
    ["gives up waiting after ten minutes", ledger({ open }), at(10), "give-up-waiting"],
    [
      "gives up looking for its id after ten minutes",
      ledger({ open: { ...open, requestId: null } }),
      at(10),
      "give-up-waiting",
    ],
  ])("%s", (_, row, now, expected) => {
    expect(nextStep(row, [grant("granting")], now).do).toBe(expected);
  });

  test("marks a grant that is withdrawn meanwhile, and then goes on polling", () => {
    const withdrawn = { withdrawnAt: at(0.5), withdrawnReason: "ended-by-holder" } as const;
    expect(changes(nextStep(ledger({ open }), [grant("granting", withdrawn)], at(1)))).toEqual([
      "g1 revoking",
    ]);
    expect(nextStep(ledger({ open }), [grant("revoking", withdrawn)], at(1)).do).toBe("poll");
  });
});

describe("after the create settled", () => {
  const ours = { origin: "ours", settled: created, createAttempts: 1 } as const;
  test("believes only a look that began after it", () => {
    expect(
      nextStep(ledger({ ...ours, sighting: seen("present", at(0)) }), [grant("granting")], at(0.2)).do,
    ).toBe("look");
    expect(
      changes(
        nextStep(ledger({ ...ours, sighting: seen("present", at(0.15)) }), [grant("granting")], at(0.2)),
      ),
    ).toEqual(["g1 active"]);
  });

  test("gives a list that lags time to show it, then creates again", () => {
    const sighting = seen("absent", at(0.15));
    expect(nextStep(ledger({ ...ours, sighting }), [grant("granting")], at(0.2)).do).toBe("wait");
    const lagging = seen("absent", at(0.15 + seconds(31)), at(0.15));
    expect(
      nextStep(ledger({ ...ours, sighting: lagging }), [grant("granting")], at(0.15 + seconds(31))).do,
    ).toBe("create");
  });

  test("counts that time from the create, not from the look before it", () => {
    const row = ledger({
      ...ours,
      settled: { ...created, at: at(2) },
      sighting: seen("absent", at(2.1), at(0)),
    });
    expect(nextStep(row, [grant("granting")], at(2.1)).do).toBe("wait");
  });

  test("tries a failed create three times, then fails the grant once absence is seen", () => {
    const failed = { kind: "create", outcome: "failed", at: at(0.1) } as const;
    const row = ledger({ origin: "ours", settled: failed, sighting: seen("absent", at(0.2)) });
    expect(nextStep({ ...row, createAttempts: 2 }, [grant("granting")], at(0.2)).do).toBe("create");
    expect(changes(nextStep({ ...row, createAttempts: 3 }, [grant("granting")], at(0.2)))).toEqual([
      "g1 grant_failed create-failed",
    ]);
  });

  test("does not call its own what appears although every create failed", () => {
    const failed = { kind: "create", outcome: "failed", at: at(0.1) } as const;
    const row = ledger({
      origin: "ours",
      settled: failed,
      createAttempts: 1,
      sighting: seen("present", at(0.2)),
    });
    expect(nextStep(row, [grant("granting")], at(0.2))).toMatchObject({ do: "record", origin: "contested" });
    const contested = ledger({ ...row, origin: "contested", sighting: seen("present", at(60)) });
    expect(changes(nextStep(contested, [grant("revoking")], at(60)))).toEqual(["g1 contested"]);
    expect(nextStep(contested, [grant("contested")], at(61)).do).toBe("wait");
  });
});

describe("while it is held", () => {
  const held = { origin: "ours", settled: created, createAttempts: 1 } as const;
  test("waits for its end, or for the next look if that is sooner", () => {
    expect(
      nextStep(ledger({ ...held, sighting: seen("present", at(55)) }), [grant("active")], at(55)),
    ).toMatchObject({ do: "wait", until: at(60) });
    expect(
      nextStep(ledger({ ...held, sighting: seen("present", at(5)) }), [grant("active")], at(5)),
    ).toMatchObject({ do: "wait", until: at(15) });
    expect(
      nextStep(ledger({ ...held, sighting: seen("present", at(5)) }), [grant("active")], at(15)).do,
    ).toBe("look");
  });

  test("notices an outside removal only when it is seen twice, and does not create again", () => {
    const once = ledger({ ...held, sighting: seen("absent", at(20)) });
    expect(nextStep(once, [grant("active")], at(20)).do).toBe("wait");
    expect(nextStep(once, [grant("active")], at(20 + seconds(6))).do).toBe("look");
    const twice = ledger({ ...held, sighting: seen("absent", at(20 + seconds(31)), at(20)) });
    expect(changes(nextStep(twice, [grant("active")], at(20 + seconds(31))))).toEqual([
      "g1 ended removed-outside",
    ]);
  });
});

describe("when it is not wanted any more", () => {
  const held = {
    origin: "ours",
    settled: created,
    createAttempts: 1,
    sighting: seen("present", at(55)),
  } as const;
  test.each<[string, Ledger, LedgerGrant[], Date, string[]]>([
    ["marks it first", ledger(held), [grant("active")], at(60), ["g1 revoking"]],
    ["then deletes what is ours", ledger(held), [grant("revoking")], at(60), ["delete"]],
    [
      "deletes on a withdrawal too",
      ledger(held),
      [grant("revoking", { withdrawnAt: at(56) })],
      at(57),
      ["delete"],
    ],
    [
      "leaves what stood before",
      ledger({ ...held, origin: "preexisting" }),
      [grant("active_preexisting")],
      at(60),
      ["g1 ended preexisting"],
    ],
    [
      "leaves what it never made",
      ledger({ ...held, origin: null }),
      [grant("revoking")],
      at(60),
      ["g1 ended preexisting"],
    ],
    [
      "keeps it for another grant, and ends the first",
      ledger(held),
      [grant("revoking"), grant("active", { id: "g2", endsAt: at(90) })],
      at(60),
      ["g1 ended continued"],
    ],
    [
      "marks the first while another grant holds it",
      ledger(held),
      [grant("active"), grant("active", { id: "g2", endsAt: at(90) })],
      at(60),
      ["g1 revoking"],
    ],
    [
      "says so when AWS refuses the removal",
      ledger({ ...held, isDenied: true }),
      [grant("revoking")],
      at(60),
      ["g1 revoke_blocked"],
    ],
    [
      "says so when faults last five minutes",
      ledger({ ...held, faults: 3 }),
      [grant("revoking")],
      at(65),
      ["g1 revoke_blocked"],
    ],
    ["does not before", ledger({ ...held, faults: 3 }), [grant("revoking")], at(64.9), ["delete"]],
    [
      "says so when AWS does not finish it",
      ledger({ ...held, open: { kind: "delete", requestId: "r", startedAt: at(60) } }),
      [grant("revoking")],
      at(65),
      ["g1 revoke_blocked"],
    ],
    [
      "does not when only the worker was late",
      ledger({ ...held, sighting: seen("present", at(99)) }),
      [grant("revoking")],
      at(100),
      ["delete"],
    ],
    [
      "goes on deleting what is blocked",
      ledger({ ...held, sighting: seen("present", at(64)) }),
      [grant("revoke_blocked")],
      at(66),
      ["delete"],
    ],
  ])("%s", (_, row, grants, now, expected) => {
    expect(changes(nextStep(row, grants, now))).toEqual(expected);
  });

  test("is ended only by absence that was seen after the delete settled", () => {
    const row = ledger({ ...held, settled: deleted });
    expect(nextStep(row, [grant("revoking")], at(60.3)).do).toBe("look");
    const step = nextStep({ ...row, sighting: seen("absent", at(60.3)) }, [grant("revoking")], at(60.3));
    expect(changes(step)).toEqual(["g1 ended end-reached"]);
    expect(step).toMatchObject({ tombstone: "begin" });
  });

  test("names who ended it early", () => {
    const row = ledger({ ...held, settled: deleted, sighting: seen("absent", at(61)) });
    const withdrawn = grant("revoking", { withdrawnAt: at(30), withdrawnReason: "ended-by-holder" });
    expect(changes(nextStep(row, [withdrawn], at(61)))).toEqual(["g1 ended ended-by-holder"]);
  });

  test("deletes after a create that succeeded even if the list does not show it yet", () => {
    const row = ledger({
      origin: "ours",
      settled: created,
      createAttempts: 1,
      sighting: seen("absent", at(0.2)),
    });
    expect(nextStep(row, [grant("revoking", { withdrawnAt: at(0.15) })], at(0.3)).do).toBe("delete");
  });
});

test("L5 a contested assignment is looked at again, and has ended once a human removed it", () => {
  const row = ledger({ origin: "contested", sighting: seen("present", at(61)) });
  expect(nextStep(row, [grant("contested")], at(61))).toMatchObject({ do: "wait", until: at(71) });
  expect(nextStep(row, [grant("contested")], at(71)).do).toBe("look");
  const gone = ledger({ origin: "contested", sighting: seen("absent", at(71)) });
  expect(changes(nextStep(gone, [grant("contested")], at(71)))).toEqual(["g1 ended end-reached"]);
});

describe("the tombstone", () => {
  const ended = { origin: "ours", settled: deleted, tombstoneAt: at(61) } as const;
  test("looks again after one, five, twenty minutes and a day", () => {
    expect(
      nextStep(ledger({ ...ended, sighting: seen("absent", at(61)) }), [grant("ended")], at(61)),
    ).toMatchObject({ do: "wait", until: at(62) });
    expect(
      nextStep(ledger({ ...ended, sighting: seen("absent", at(61)) }), [grant("ended")], at(62)).do,
    ).toBe("look");
  });

  test("deletes a late create of ours, and only such", () => {
    const back = ledger({ ...ended, sighting: seen("present", at(62)) });
    expect(nextStep({ ...back, hasUnknownCreate: true }, [grant("ended")], at(62))).toEqual({
      do: "delete",
      isLateCreate: true,
    });
    expect(nextStep(back, [grant("ended")], at(62))).toMatchObject({
      do: "record",
      origin: null,
      tombstone: "clear",
    });
  });

  test("is cleared after its last look", () => {
    const row = ledger({
      ...ended,
      sighting: seen("absent", at(61 + 24 * 60)),
    });
    expect(nextStep(row, [grant("ended")], at(61 + 24 * 60))).toMatchObject({
      do: "record",
      origin: null,
      tombstone: "clear",
    });
  });

  test("S2 F57 leaves what somebody made after our end to them, though a new grant wants it and ends", () => {
    const row = ledger({ ...ended, sighting: seen("present", at(200)) });
    const next = grant("granting", { id: "g2", startsAt: at(200), endsAt: at(220) });
    expect(nextStep(row, [grant("ended"), next], at(200))).toMatchObject({
      do: "record",
      changes: [{ grantId: "g2", to: "active_preexisting" }],
      origin: "preexisting",
      tombstone: "clear",
    });
    const withdrawn = { ...next, state: "revoking", withdrawnAt: at(201) } as const;
    expect(changes(nextStep(row, [grant("ended"), withdrawn], at(202)))).toEqual(["g2 ended preexisting"]);
  });

  test("does not keep a new grant from being created", () => {
    const row = ledger({ ...ended, sighting: seen("absent", at(70)) });
    const next = grant("granting", { id: "g2", startsAt: at(70), endsAt: at(90) });
    expect(nextStep(row, [grant("ended"), next], at(70))).toEqual({ do: "create", grantId: "g2" });
  });
});
