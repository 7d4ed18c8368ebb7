import { describe, expect, test } from "vitest";
import { decidingRule, longest, type Objection, objectionTo } from "./deciding-rule.ts";
import { isInHours, isZone } from "./hours.ts";
import type { RoleWeight } from "./role-weight.ts";
import { type content, rule, stage } from "./rule.fixture.ts";

/** A Thursday. */
const at = (time: string, day = 26) => new Date(`2026-11-${day}T${time}:00Z`);
const now = at("09:00");
const soon = { minutes: 60, startsAt: now, now, weight: "ordinary" } as const;
const hours = {
  zone: "Europe/Oslo",
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "08:00",
  to: "16:00",
} as const;

describe("one rule's limits", () => {
  test.each<
    [
      string,
      Parameters<typeof content>[0],
      { minutes?: number; startsAt?: Date; weight?: RoleWeight },
      Objection | null,
    ]
  >([
    ["allow what is as long as they say", {}, { minutes: 240 }, null],
    ["not a minute more", {}, { minutes: 241 }, { kind: "too-long", maxMinutes: 240 }],
    [
      "allow no later start unless they say so",
      {},
      { startsAt: at("09:01") },
      { kind: "too-far-ahead", aheadMinutes: 0 },
    ],
    [
      "allow a start as far ahead as they say",
      { limits: { aheadMinutes: 60 } },
      { startsAt: at("10:00") },
      null,
    ],
    [
      "and no further",
      { limits: { aheadMinutes: 60 } },
      { startsAt: at("10:01") },
      { kind: "too-far-ahead", aheadMinutes: 60 },
    ],
    [
      "APR-10 never agree by themselves to a role like an administrator's",
      { agreement: { stages: [] } },
      { weight: "sensitive" },
      { kind: "needs-people", least: 1 },
    ],
    ["agree by themselves to another", { agreement: { stages: [] } }, {}, null],
    ["leave a role like an administrator's to people", {}, { weight: "sensitive" }, null],
    [
      "ELG-06 never agree by themselves to a role with power over the console",
      { agreement: { stages: [] } },
      { weight: "critical" },
      { kind: "needs-people", least: 2 },
    ],
    [
      "ELG-06 nor have one person agree to it",
      { agreement: { stages: [stage(["leads"])] } },
      { weight: "critical" },
      { kind: "needs-people", least: 2 },
    ],
    [
      "ELG-06 leave it to two at one stage",
      { agreement: { stages: [stage(["leads"], { quorum: 2 })] } },
      { weight: "critical" },
      null,
    ],
    [
      "ELG-06 or to one at each of two stages",
      { agreement: { stages: [stage(["leads"]), stage(["security"])] } },
      { weight: "critical" },
      null,
    ],
    ["allow a start within their hours", { limits: { hours } }, {}, null],
    [
      "and none outside",
      { limits: { hours, aheadMinutes: 600 } },
      { startsAt: at("15:00") },
      { kind: "outside-hours", hours },
    ],
  ])("%s", (_, parts, term, objection) => {
    expect(objectionTo(rule("r", parts), { ...soon, ...term })).toEqual(objection);
  });
});

describe("the rule that decides", () => {
  const short = rule("short", { limits: { maxMinutes: 60 } });
  const long = rule("long", { limits: { maxMinutes: 480 } });
  const ahead = rule("ahead", { limits: { maxMinutes: 30, aheadMinutes: 600 } });

  test("is the first whose limits all allow the term", () => {
    expect(decidingRule([short, long], { ...soon, minutes: 60 }).rule?.name).toBe("short");
    expect(decidingRule([long, short], { ...soon, minutes: 60 }).rule?.name).toBe("long");
  });

  test("is told with the rules before it and what each objects to", () => {
    expect(decidingRule([short, ahead, long], { ...soon, minutes: 120 })).toEqual({
      rule: long,
      passedOver: [
        { rule: short, objection: { kind: "too-long", maxMinutes: 60 } },
        { rule: ahead, objection: { kind: "too-long", maxMinutes: 30 } },
      ],
    });
  });

  test("is none where one rule allows the length and another the start", () => {
    const { rule: found, passedOver } = decidingRule([long, ahead], {
      ...soon,
      minutes: 120,
      startsAt: at("10:00"),
    });
    expect(found).toBeNull();
    expect(passedOver.map(({ objection }) => objection.kind)).toEqual(["too-far-ahead", "too-long"]);
  });

  test("is none where none covers it", () => {
    expect(decidingRule([], { ...soon, minutes: 60 })).toEqual({ rule: null, passedOver: [] });
  });

  test.each([
    ["none", [], null],
    ["the longest of them", [short, long, ahead], 480],
  ])("allows at most %s", (_, rules, minutes) => expect(longest(rules)).toBe(minutes));
});

describe("days and hours", () => {
  const night = { zone: "UTC", days: ["fri"], from: "22:00", to: "06:00" } as const;
  test.each([
    ["before they begin", hours, at("06:59"), false],
    ["as they begin, where clocks are an hour ahead", hours, at("07:00"), true],
    ["just before they end", hours, at("14:59"), true],
    ["as they end", hours, at("15:00"), false],
    ["on another day", hours, at("09:00", 28), false],
    ["in the night that begins on their day", night, at("23:00", 27), true],
    ["after that midnight", night, at("05:59", 28), true],
    ["and no longer", night, at("06:00", 28), false],
    ["in the morning of their day", night, at("05:00", 27), false],
    ["on a whole day", { ...night, from: "00:00", to: "00:00" }, at("00:00", 27), true],
  ])("%s", (_, allowed, moment, is) => expect(isInHours(moment, allowed)).toBe(is));

  test("TIM-03 follow the clocks of their zone over a change of its hour", () => {
    const early = { zone: "Europe/Oslo", days: ["sun"], from: "02:00", to: "03:00" } as const;
    expect(isInHours(new Date("2026-10-25T00:30:00Z"), early)).toBe(true);
    expect(isInHours(new Date("2026-10-25T01:30:00Z"), early)).toBe(true);
    expect(isInHours(new Date("2026-10-25T02:30:00Z"), early)).toBe(false);
  });

  test.each([
    ["Europe/Oslo", true],
    ["UTC", true],
    ["Oslo", false],
    ["", false],
  ])("%o is a zone: %o", (zone, is) => expect(isZone(zone)).toBe(is));
});
