import { describe, expect, test } from "vitest";
import { content } from "./rule.fixture.ts";
import { ruleContent } from "./rule-content.ts";

const withTemplates = (templates: unknown) => ({
  ...content(),
  asks: { reasonMinLength: 0, tickets: [], templates },
});

describe("beginnings of a reason", () => {
  test("a rule that was stored before there were any has none", () => {
    const stored = { ...content(), asks: { reasonMinLength: 0, tickets: [] } };
    expect(ruleContent.parse(stored).asks.templates).toEqual([]);
  });

  test.each([
    ["none", [], true],
    ["as many as are allowed", Array.from({ length: 10 }, (_, at) => `Incident ${at}: …`), true],
    ["one more", Array.from({ length: 11 }, (_, at) => `Incident ${at}: …`), false],
    ["as long as is allowed", ["x".repeat(200)], true],
    ["a letter more", ["x".repeat(201)], false],
    ["an empty one", [""], false],
    ["one of two lines", ["Incident …\nrestore …"], false],
    ["no text", [7], false],
  ])("%s", (_, templates, isTaken) => {
    expect(ruleContent.safeParse(withTemplates(templates)).success).toBe(isTaken);
  });
});
