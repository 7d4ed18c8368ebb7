import { describe, expect, test } from "vitest";
import { type AskedAbout, judgeDrainAsk, mayHandOver, mayRemove, mayRetry } from "./engine-ask.ts";
import type { GrantState } from "./grant.ts";

const holder = "leo";
const administrator = "marit";

type Ledger = NonNullable<AskedAbout["ledger"]>;
const ours: Ledger = { origin: "ours", faults: 0, verdict: null };
const faulty: Ledger = { ...ours, faults: 3 };
const contested: Ledger = { ...ours, origin: "contested" };
const kept: Ledger = { ...contested, verdict: "keep" };
const toGo: Ledger = { ...contested, verdict: "remove" };

const about = (state: GrantState, ledger: AskedAbout["ledger"]): AskedAbout => ({
  state,
  holderId: holder,
  ledger,
});

const none = null;
const table: readonly [GrantState, AskedAbout["ledger"], string | null, string | null, string | null][] = [
  // state, ledger, retry, hand over, remove
  ["scheduled", null, "nothing-to-retry", "not-to-hand-over", "not-contested"],
  ["granting", ours, "nothing-to-retry", "not-to-hand-over", "not-contested"],
  ["granting", faulty, none, "not-to-hand-over", "not-contested"],
  ["active", ours, "nothing-to-retry", "not-to-hand-over", "not-contested"],
  ["active", faulty, none, "not-to-hand-over", "not-contested"],
  ["active_preexisting", faulty, none, "not-to-hand-over", "not-contested"],
  ["revoking", ours, "nothing-to-retry", "not-to-hand-over", "not-contested"],
  ["revoking", faulty, none, "not-to-hand-over", "not-contested"],
  ["revoke_blocked", ours, none, none, "not-contested"],
  ["revoke_blocked", faulty, none, none, "not-contested"],
  ["revoke_blocked", { ...faulty, verdict: "remove" }, none, none, "not-contested"],
  ["revoke_blocked", { ...faulty, verdict: "keep" }, none, "verdict-given", "not-contested"],
  ["revoke_blocked", null, "nothing-to-retry", "not-to-hand-over", "not-contested"],
  ["contested", contested, "nothing-to-retry", none, none],
  ["contested", { ...contested, faults: 1 }, none, none, none],
  ["contested", ours, "nothing-to-retry", none, "not-contested"],
  ["contested", kept, "nothing-to-retry", "verdict-given", "verdict-given"],
  ["contested", toGo, "nothing-to-retry", none, "verdict-given"],
  ["contested", null, "nothing-to-retry", "not-to-hand-over", "not-contested"],
  ["grant_failed", faulty, "already-over", "already-over", "already-over"],
  ["ended", contested, "already-over", "already-over", "already-over"],
  ["cancelled", null, "already-over", "already-over", "already-over"],
  ["invalidated", faulty, "already-over", "already-over", "already-over"],
];

describe.each(table)("a grant that is %s, with the ledger %j", (state, ledger, retry, handOver, remove) => {
  const grant = about(state, ledger);

  test(`retry: ${retry ?? "yes"}`, () => {
    expect(mayRetry(grant)?.code ?? null).toBe(retry);
  });
  test(`hand over: ${handOver ?? "yes"}`, () => {
    expect(mayHandOver(grant, administrator)?.code ?? null).toBe(handOver);
  });
  test(`remove: ${remove ?? "yes"}`, () => {
    expect(mayRemove(grant)?.code ?? null).toBe(remove);
  });
  test("APR-01 hand over, asked by the holder: never", () => {
    expect(mayHandOver(grant, holder)?.code).toBe(handOver ?? "own-access");
  });
});

test("every state of a grant stands in the table", () => {
  const states: Record<GrantState, true> = {
    scheduled: true,
    granting: true,
    active: true,
    active_preexisting: true,
    revoking: true,
    revoke_blocked: true,
    contested: true,
    grant_failed: true,
    ended: true,
    cancelled: true,
    invalidated: true,
  };
  expect(new Set(table.map(([state]) => state))).toEqual(new Set(Object.keys(states)));
});

test.each([
  ["drain", false, null],
  ["drain", true, "already-draining"],
  ["resume", true, null],
  ["resume", false, "not-draining"],
] as const)("%s while draining is %s: %s", (kind, isDraining, code) => {
  expect(judgeDrainAsk(kind, isDraining)?.code ?? null).toBe(code);
});
