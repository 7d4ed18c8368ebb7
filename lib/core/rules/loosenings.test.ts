import { describe, expect, test } from "vitest";
import { loosenings } from "./loosenings.ts";
import { type content, rule, stage } from "./rule.fixture.ts";

type Parts = Parameters<typeof content>[0];

const hours = { zone: "UTC", days: ["mon", "tue"], from: "08:00", to: "16:00" } as const;
const { approvers: managers } = stage(["managers"]);
const bounded: Parts = {
  limits: { aheadMinutes: 60, atOnce: 2, extendToMinutes: 300, hours },
  asks: { reasonMinLength: 20, tickets: ["INC-#"], templates: [] },
  agreement: { stages: [stage(["leads"], { quorum: 2 }), stage(["security"])] },
};
const changed = (parts: Parts): Parts => ({
  limits: { ...bounded?.limits, ...parts?.limits },
  asks: { ...bounded?.asks, ...parts?.asks },
  agreement: { ...bounded?.agreement, ...parts?.agreement },
});

describe("ELG-03 a change of a rule makes it easier", () => {
  test.each<[string, Parts, string]>([
    ["by a longer time", { limits: { maxMinutes: 480 } }, "up to 8 h instead of 4 h"],
    ["by a start further ahead", { limits: { aheadMinutes: 120 } }, "beginning up to 2 h ahead"],
    ["by more at once", { limits: { atOnce: 3 } }, "3 at once instead of 2"],
    ["by any number at once", { limits: { atOnce: null } }, "any number at once"],
    ["by a longer extension", { limits: { extendToMinutes: 480 } }, "extended to 8 h"],
    ["by no hours", { limits: { hours: null } }, "beginning at any time"],
    [
      "by other hours",
      { limits: { hours: { ...hours, to: "17:00" } } },
      "beginning on Monday or Tuesday between 08:00 and 17:00 (UTC)",
    ],
    ["by a shorter reason", { asks: { reasonMinLength: 10 } }, "a shorter reason is enough"],
    ["by no ticket", { asks: { tickets: [] } }, "no ticket is needed"],
    ["by another ticket", { asks: { tickets: ["INC-#", "PAY-#"] } }, "other tickets are taken"],
    ["by nobody who has to agree", { agreement: { stages: [] } }, "nobody has to agree any more"],
    [
      "by a stage less",
      { agreement: { stages: [stage(["leads"], { quorum: 2 })] } },
      "fewer stages have to agree",
    ],
    [
      "by a smaller quorum",
      { agreement: { stages: [stage(["leads"]), stage(["security"])] } },
      "others may agree at stage 1, or fewer have to",
    ],
    [
      "by another group that may agree",
      { agreement: { stages: [stage(["leads"], { quorum: 2 }), stage(["security", "managers"])] } },
      "others may agree at stage 2, or fewer have to",
    ],
    [
      "by an owner who may agree",
      {
        agreement: {
          stages: [
            stage(["leads"], { quorum: 2 }),
            stage([], { approvers: { groups: ["security"], people: [], ownerTag: "owner", manager: false } }),
          ],
        },
      },
      "others may agree at stage 2, or fewer have to",
    ],
    [
      "by the requester's manager who may agree",
      {
        agreement: {
          stages: [
            stage(["leads"], { quorum: 2 }),
            stage([], { approvers: { groups: ["security"], people: [], ownerTag: null, manager: true } }),
          ],
        },
      },
      "others may agree at stage 2, or fewer have to",
    ],
    [
      "by a fallback",
      {
        agreement: {
          stages: [
            stage(["leads"], { quorum: 2 }),
            stage(["security"], { fallback: { afterMinutes: 60, approvers: managers } }),
          ],
        },
      },
      "others may agree at stage 2, or fewer have to",
    ],
    [
      "by a longer deadline",
      { agreement: { deadlineMinutes: 2_880 } },
      "requests wait longer for a decision",
    ],
  ])("%s", (_, parts, said) => {
    expect(loosenings(rule("r", bounded), rule("r", changed(parts)))).toContain(said);
  });

  test("by a smaller number, with which it decides sooner", () => {
    expect(loosenings(rule("r"), rule("r", {}, { priority: 10 }))).toEqual([
      "it decides before more other rules: its number is 10 instead of 100",
    ]);
  });

  test.each<[string, Parts]>([
    ["what is the same", {}],
    ["a shorter time", { limits: { maxMinutes: 60 } }],
    ["fewer at once", { limits: { atOnce: 1 } }],
    ["no extension", { limits: { extendToMinutes: null } }],
    ["a start at once only", { limits: { aheadMinutes: 0 } }],
    ["a longer reason", { asks: { reasonMinLength: 40 } }],
    ["a larger quorum", { agreement: { stages: [stage(["leads"], { quorum: 3 }), stage(["security"])] } }],
    [
      "a stage more",
      { agreement: { stages: [stage(["leads"], { quorum: 2 }), stage(["security"]), stage(["managers"])] } },
    ],
    ["a shorter deadline", { agreement: { deadlineMinutes: 60 } }],
  ])("and not by %s", (_, parts) => {
    expect(loosenings(rule("r", bounded), rule("r", changed(parts)))).toEqual([]);
  });

  test("and not when the rule is new, or off", () => {
    const freer = rule("r", changed({ agreement: { stages: [] } }));
    expect(loosenings(null, freer)).toEqual([]);
    expect(loosenings(rule("r", bounded), { ...freer, enabled: false })).toEqual([]);
  });
});
