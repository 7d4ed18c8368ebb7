import fc from "fast-check";
import { expect, test } from "vitest";
import { storableJson } from "./storable-json.ts";

test.each([
  ["plain", "Zoë 🦊 \u202Eright to left", "Zoë 🦊 \u202Eright to left", false],
  ["a NUL", "a\0b", "a\uFFFDb", true],
  ["half a fox", "fox \uD83E!", "fox \uFFFD!", true],
  ["the letters of an escape, which are text", "a\\u0000b", "a\\u0000b", false],
])("%s", (_, text, kept, isAltered) => {
  const { json, isAltered: altered } = storableJson([{ text, [text]: 1 }]);
  expect(JSON.parse(json)).toEqual([{ text: kept, [kept]: 1 }]);
  expect(altered).toBe(isAltered);
});

test("no text holds what Postgres refuses, and nothing else is changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const kept: unknown = JSON.parse(storableJson(text).json);
      expect(kept).toBe(text.toWellFormed().replaceAll("\0", "\uFFFD"));
    }),
  );
});
