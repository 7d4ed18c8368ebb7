import { describe, expect, test } from "vitest";
import { createRandom } from "#demo/seed/organisation/random.ts";
import { type Extendable, heldMinutes, longestExtension, refuseExtending } from "./extension.ts";
import type { GrantState } from "./grant.ts";
import { explain } from "./refusal.ts";
import { type Asking, refuseAsking } from "./request.ts";
import { MIN_MINUTES } from "./rules/bounds.ts";
import { decidingRule } from "./rules/deciding-rule.ts";
import { rule, stage } from "./rules/rule.fixture.ts";

const now = new Date("2026-11-26T09:00:00Z");
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const held: Extendable = {
  state: "active",
  heldSince: inMinutes(-30),
  endsAt: inMinutes(30),
  withdrawnAt: null,
  extensionRequestId: null,
};

describe("whether a grant may go on", () => {
  test("it may while it is held", () => expect(refuseExtending(held, now)).toBeNull());

  test.each<[string, Partial<Extendable>, string]>([
    ["one that is to begin", { state: "scheduled" }, "not-held-yet"],
    ["one that AWS has not shown", { state: "granting" }, "not-held-yet"],
    ["standing access", { state: "active_preexisting" }, "standing-access"],
    ["one that was withdrawn", { withdrawnAt: now }, "already-over"],
    ["one at its very end", { endsAt: now }, "already-over"],
    ["one whose extension waits or is agreed to", { extensionRequestId: "r" }, "already-extended"],
    ...(
      [
        "revoking",
        "revoke_blocked",
        "contested",
        "ended",
        "cancelled",
        "invalidated",
        "grant_failed",
      ] as const
    ).map((state: GrantState): [string, Partial<Extendable>, string] => [
      `one that is ${state}`,
      { state },
      "already-over",
    ]),
  ])("refuses %s", (_, change, code) => {
    expect(refuseExtending({ ...held, ...change }, now)).toMatchObject({ code });
  });
});

test.each([
  ["as many minutes as were agreed", "2026-11-26T09:00:00Z", "2026-11-26T13:00:00Z", 240],
  ["a begun minute as a whole one", "2026-11-26T09:00:00.001Z", "2026-11-26T10:00:00.002Z", 61],
  [
    "TIM-03 the same over a night in which clocks go back",
    "2026-10-24T23:00:00Z",
    "2026-10-25T03:00:00Z",
    240,
  ],
  [
    "TIM-03 the same over a night in which clocks go forward",
    "2026-03-28T23:00:00Z",
    "2026-03-29T03:00:00Z",
    240,
  ],
])("a grant lasts %s", (_, since, until, minutes) => {
  expect(heldMinutes({ heldSince: new Date(since), endsAt: new Date(until) })).toBe(minutes);
});

const to = (
  maxMinutes: number,
  extendToMinutes: number | null,
  priority = 100,
  stages = [stage(["leads"])],
) =>
  rule(
    `${maxMinutes}/${extendToMinutes}`,
    { limits: { maxMinutes, extendToMinutes }, agreement: { stages } },
    { priority },
  );
const hours = { zone: "UTC", days: ["sun" as const], from: "01:00", to: "02:00" };

describe("the longest extension", () => {
  test.each([
    ["is what is left of the whole", [to(240, 360)], 200, 160],
    ["is no longer than a grant may be", [to(240, 1_000)], 60, 240],
    ["is that of the rule that allows most", [to(60, 100), to(120, 300)], 60, 120],
    ["is none where no rule allows any", [to(240, null)], 60, null],
    ["is none where less is left than may be asked for", [to(240, 360)], 346, null],
    ["is a quarter of an hour where just that is left", [to(240, 360)], 345, 15],
    ["is none where nothing covers the role any more", [], 60, null],
  ])("%s", (_, rules, heldFor, longest) => {
    expect(longestExtension(rules, { heldMinutes: heldFor, weight: "ordinary", now })).toBe(longest);
  });

  test("APR-10 is none of a rule that agrees by itself, for a role like an administrator's", () => {
    const automatic = [to(240, 360, 100, [])];
    expect(longestExtension(automatic, { heldMinutes: 60, weight: "sensitive", now })).toBeNull();
    expect(longestExtension(automatic, { heldMinutes: 60, weight: "ordinary", now })).toBe(240);
  });

  test("does not ask how far ahead or at which hours something may begin", () => {
    const narrow = rule("narrow", { limits: { extendToMinutes: 360, aheadMinutes: 0, hours } });
    expect(longestExtension([narrow], { heldMinutes: 60, weight: "ordinary", now })).toBe(240);
  });
});

describe("what is asked for", () => {
  const ask = (rules: Parameters<typeof decidingRule>[0], minutes: number, heldFor: number) => {
    const term = { minutes, startsAt: inMinutes(30), now };
    const { rule: decides, passedOver } = decidingRule(rules, {
      ...term,
      weight: "ordinary",
      heldMinutes: heldFor,
    });
    const asking: Asking = {
      ...term,
      rule: decides,
      passedOver,
      reason: "Replay stuck refunds.",
      ticket: null,
      accountName: "payments-prod",
      accountIsActive: true,
      isManagementAccount: false,
      requesterIsEnabled: true,
      stages: [{ quorum: 1, approverIds: ["priya"] }],
      openRequestCount: 0,
      askedWithinHour: 0,
      openGrantCount: 1,
      openUnderRule: 0,
    };
    return { decides: decides?.name, refusal: refuseAsking(asking) };
  };

  test("falls under the first rule whose limits allow it", () => {
    expect(ask([to(240, null), to(120, 200), to(240, 480)], 100, 60)).toEqual({
      decides: "120/200",
      refusal: null,
    });
    expect(ask([to(240, null), to(120, 200), to(240, 480)], 141, 60)).toEqual({
      decides: "240/480",
      refusal: null,
    });
  });

  test.each([
    ["no rule lets it be extended", [to(240, null)], 60, 60, { code: "not-extendable" }],
    [
      "it is beyond the limit in all",
      [to(240, 360), to(60, 300)],
      121,
      240,
      { code: "too-long-in-all", longestMinutes: 120, inAllMinutes: 360 },
    ],
    [
      "it lasts as long as it may",
      [to(240, 300)],
      15,
      290,
      { code: "too-long-in-all", longestMinutes: 10, inAllMinutes: 300 },
    ],
    ["no rule covers it any more", [], 60, 60, { code: "not-offered" }],
    ["it is shorter than may be asked for", [to(240, 360)], 14, 60, { code: "too-short", minMinutes: 15 }],
  ])("is refused when %s", (_, rules, minutes, heldFor, refusal) => {
    expect(ask(rules, minutes, heldFor).refusal).toEqual(refusal);
  });

  test("however often it is extended, it never lasts longer in all than a rule that decided allows", () => {
    const random = createRandom(7);
    for (let tries = 0; tries < 300; tries += 1) {
      const rules = Array.from({ length: 1 + random.below(3) }, (_, at) =>
        to(15 + random.below(500), random.below(4) === 0 ? null : 15 + random.below(900), at),
      );
      let heldFor = 15 + random.below(400);
      for (let times = 0; times < 12; times += 1) {
        const longest = longestExtension(rules, { heldMinutes: heldFor, weight: "ordinary", now });
        const minutes = MIN_MINUTES + random.below(300);
        const { decides, refusal } = ask(rules, minutes, heldFor);
        // What the form offers and what asking allows are one.
        expect(refusal === null).toBe(longest !== null && minutes <= longest);
        if (refusal !== null) continue;
        const limits = rules.find(({ name }) => name === decides)?.content.limits;
        heldFor += minutes;
        expect(heldFor).toBeLessThanOrEqual(limits?.extendToMinutes ?? 0);
        expect(minutes).toBeLessThanOrEqual(limits?.maxMinutes ?? 0);
      }
    }
  });
});

test.each([
  [
    { code: "too-long-in-all", longestMinutes: 120, inAllMinutes: 360 } as const,
    "Extend it by at most 2 h: it may last 6 h in all.",
  ],
  [
    { code: "too-long-in-all", longestMinutes: 10, inAllMinutes: 300 } as const,
    "It lasts 5 h in all at the most, and does so already.",
  ],
])("a refusal says the longest that is possible", (refusal, sentence) => {
  expect(explain(refusal)).toBe(sentence);
});
