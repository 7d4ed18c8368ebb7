import { describe, expect, test } from "vitest";
import { type Delegating, delegationState, refuseDelegating } from "./delegation.ts";

const now = new Date("2026-10-20T09:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const delegating: Delegating = {
  delegatorId: "grace",
  delegate: { id: "ada", displayName: "Ada Lovelace", status: "ENABLED", canSignIn: true },
  startsAt: now,
  endsAt: later(14 * 24),
  now,
  overlapping: null,
  delegateIsAway: false,
};
const named = (change: Partial<NonNullable<Delegating["delegate"]>>): Partial<Delegating> => ({
  delegate: { id: "ada", displayName: "Ada Lovelace", status: "ENABLED", canSignIn: true, ...change },
});

describe("APR-01 APR-03 who is away names somebody to decide in their place", () => {
  test.each<[string, Partial<Delegating>]>([
    ["for a fortnight from now", {}],
    ["from a moment ago, as it was typed", { startsAt: later(-0.05) }],
    ["from next week on", { startsAt: later(7 * 24), endsAt: later(8 * 24) }],
    ["for 60 days", { endsAt: later(60 * 24) }],
    ["for 60 days in which the clocks are put back", { endsAt: later(60 * 24 + 1) }],
  ])("%s", (_, change) => expect(refuseDelegating({ ...delegating, ...change })).toBeNull());

  test.each<[string, Partial<Delegating>, string]>([
    ["nobody who is known", { delegate: null }, "delegate-unknown"],
    ["somebody disabled, who is as if unknown", named({ status: "DISABLED" }), "delegate-unknown"],
    ["somebody of whom AWS does not say", named({ status: "UNKNOWN" }), "delegate-unknown"],
    ["themselves", named({ id: "grace" }), "delegate-is-self"],
    ["somebody whom no sign-in could be", named({ canSignIn: false }), "delegate-cannot-sign-in"],
    ["somebody who is away as well", { delegateIsAway: true }, "delegate-is-away"],
    ["a second one for the same time", { overlapping: { delegateName: "Ada" } }, "delegated-already"],
    ["for yesterday", { startsAt: later(-24) }, "in-the-past"],
    ["for no time", { endsAt: now }, "ends-too-soon"],
    ["until before it begins", { startsAt: later(48), endsAt: later(24) }, "ends-too-soon"],
    ["for more than 60 days", { endsAt: later(60 * 24 + 2) }, "away-too-long"],
  ])("but not %s", (_, change, code) =>
    expect(refuseDelegating({ ...delegating, ...change })).toMatchObject({ code }),
  );
});

test.each([
  ["to-come", { startsAt: later(1), endsAt: later(2), endedAt: null }],
  ["running", { startsAt: now, endsAt: later(2), endedAt: null }],
  ["over", { startsAt: later(-2), endsAt: now, endedAt: null }],
  ["over", { startsAt: later(-2), endsAt: later(2), endedAt: later(-1) }],
])("a delegation is %s", (state, times) => expect(delegationState(times, now)).toBe(state));
