import { expect, test } from "vitest";
import { safeId } from "./read-id.ts";
import { choice, field } from "./search-params.ts";

test.each([
  ["nothing", undefined, undefined],
  ["an empty text", "  ", undefined],
  ["a text with space around it", " prod ", "prod"],
  ["a field that came twice: the first", ["one", "two"], "one"],
  ["a NUL, which Postgres does not take", "a\u0000b", "ab"],
  ["a text too long to be meant", "x".repeat(101), undefined],
])("a field reads %s", (_, given, expected) => {
  expect(field.parse(given)).toBe(expected);
});

test.each([
  ["a word that it takes", "people", "people"],
  ["another word as none", "owner", undefined],
  ["nothing", undefined, undefined],
])("a choice reads %s", (_, given, expected) => {
  expect(choice(["name", "people"]).parse(given)).toBe(expected);
});

test.each([
  ["an id", "ps-1c62", "ps-1c62"],
  ["an encoded id", "a%2Fb", "a/b"],
  ["a broken encoding", "%E0%A4%A", null],
  ["a NUL", "%00", null],
  ["a line break", "a%0Ab", null],
  ["something endless", "x".repeat(201), null],
])("a path's part is read: %s", (_, part, expected) => {
  expect(safeId(part)).toBe(expected);
});
