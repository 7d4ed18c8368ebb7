import { describe, expect, test } from "vitest";
import { countsWithin, MAX_BUNDLED, readRoleRefs, writeRoleRef } from "./bundle.ts";

const counted = { openRequestCount: 3, askedWithinHour: 5, openGrantCount: 2, openUnderRule: 1 };
const asked = { ruleId: "leads", isAutomatic: false };
const other = { ruleId: "others", isAutomatic: false };
const automatic = { ruleId: "automatic", isAutomatic: true };

describe("a role of a bundle counts those before it", () => {
  test.each([
    ["the first one counts what is there", [], "leads", counted],
    [
      "each one is open, and was asked within the hour",
      [asked, other],
      "leads",
      { openRequestCount: 5, askedWithinHour: 7, openGrantCount: 2, openUnderRule: 2 },
    ],
    [
      "one that a rule agrees to by itself is a grant, and no open request",
      [automatic, asked],
      "automatic",
      { openRequestCount: 4, askedWithinHour: 7, openGrantCount: 3, openUnderRule: 2 },
    ],
    [
      "what no rule decides is under none",
      [asked, asked],
      null,
      { openRequestCount: 5, askedWithinHour: 7, openGrantCount: 2, openUnderRule: 1 },
    ],
  ])("%s", (_, before, ruleId, expected) => {
    expect(countsWithin(counted, before, ruleId)).toEqual(expected);
  });
});

describe("references", () => {
  const ref = { accountId: "111122223333", setId: "ps-0123456789abcdef" };

  test("are read as they are written", () => {
    expect(readRoleRefs([writeRoleRef(ref)])).toEqual([ref]);
  });

  test.each([
    ["one that stands twice, once", ["111122223333/ps-a", "111122223333/ps-a"], 1],
    ["no account", ["1111/ps-a"], 0],
    ["no set", ["111122223333/"], 0],
    ["a way out of the address", ["111122223333/../x", "111122223333/ps a", "111122223333/ps-a\n"], 0],
    ["more than a bundle takes", Array.from({ length: 30 }, (_, at) => `111122223333/ps-${at}`), MAX_BUNDLED],
  ])("%s", (_, words, count) => {
    expect(readRoleRefs(words)).toHaveLength(count);
  });
});
