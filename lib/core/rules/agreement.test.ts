import { describe, expect, test } from "vitest";
import { fallbackAt, type Standing, standingOf, type Voice, voicesNeeded } from "./agreement.ts";
import { content, rule, stage } from "./rule.fixture.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 26, 9, minutes));
const yes = (deciderId: string, minute: number, of = 0): Voice => ({
  deciderId,
  stage: of,
  verdict: "approve",
  at: at(minute),
});
const inPlace = (deciderId: string, inPlaceOfId: string, minute: number, of = 0): Voice => ({
  ...yes(deciderId, minute, of),
  inPlaceOfId,
});
const no = (deciderId: string, minute: number, of = 0): Voice => ({
  ...yes(deciderId, minute, of),
  verdict: "deny",
});
const agreement = (...stages: ReturnType<typeof stage>[]) => content({ agreement: { stages } }).agreement;

const one = agreement(stage(["leads"]));
const two = agreement(stage(["leads"], { quorum: 2 }));
const staged = agreement(stage(["leads"]), stage(["security"], { quorum: 2 }));

describe("the agreement to a request", () => {
  test.each<[string, ReturnType<typeof agreement>, Voice[], Standing]>([
    ["is there at once where nobody has to agree", agreement(), [], { kind: "agreed" }],
    ["waits for the first voice", one, [], { kind: "open", stage: 0, since: at(0), missing: 1 }],
    ["is there with one yes where one is enough", one, [yes("priya", 1)], { kind: "agreed" }],
    [
      "waits for a second where two are needed",
      two,
      [yes("priya", 1)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    ["is there with the second", two, [yes("priya", 1), yes("omar", 2)], { kind: "agreed" }],
    [
      "APR-05 never counts one person twice",
      two,
      [yes("priya", 1), yes("priya", 2)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    ["is there with a yes in somebody's place", one, [inPlace("ada", "priya", 1)], { kind: "agreed" }],
    [
      "APR-05 never counts a person and whoever decided in their place",
      two,
      [yes("priya", 1), inPlace("ada", "priya", 2)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    [
      "APR-05 never counts a person for themselves and in another's place",
      two,
      [inPlace("omar", "priya", 1), yes("omar", 2)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    [
      "APR-05 never counts one person in two places",
      two,
      [inPlace("ada", "priya", 1), inPlace("ada", "omar", 2)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    [
      "APR-05 never counts two in the place of one person",
      two,
      [inPlace("ada", "priya", 1), inPlace("sana", "priya", 2)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    [
      "APR-05 does not count a person at a later stage who was heard by another before",
      staged,
      [inPlace("ada", "priya", 5), yes("priya", 6, 1), yes("omar", 7, 1)],
      { kind: "open", stage: 1, since: at(5), missing: 1 },
    ],
    [
      "is there with one of two in another's place",
      two,
      [yes("omar", 1), inPlace("ada", "priya", 2)],
      { kind: "agreed" },
    ],
    [
      "goes on to the next stage from the moment of the last yes",
      staged,
      [yes("priya", 5)],
      { kind: "open", stage: 1, since: at(5), missing: 2 },
    ],
    [
      "does not count a person in two stages",
      staged,
      [yes("priya", 5), yes("priya", 6, 1), yes("omar", 7, 1)],
      { kind: "open", stage: 1, since: at(5), missing: 1 },
    ],
    [
      "is there after the last stage",
      staged,
      [yes("priya", 5), yes("omar", 6, 1), yes("sana", 7, 1)],
      { kind: "agreed" },
    ],
    [
      "does not count a later stage before its turn",
      staged,
      [yes("omar", 1, 1), yes("sana", 2, 1)],
      { kind: "open", stage: 0, since: at(0), missing: 1 },
    ],
    [
      "APR-06 ends with one no before the quorum",
      two,
      [yes("priya", 1), no("omar", 2)],
      { kind: "denied", by: "omar" },
    ],
    [
      "ends with a no at any stage",
      staged,
      [yes("priya", 1), no("omar", 2, 1)],
      { kind: "denied", by: "omar" },
    ],
  ])("%s", (_, of, voices, standing) => expect(standingOf(of, voices, at(0))).toEqual(standing));
});

test.each([
  [0, agreement()],
  [1, one],
  [3, staged],
])("needs %i voices in all", (voices, of) => expect(voicesNeeded(rule("r", { agreement: of }))).toBe(voices));

test("fallback approvers come in when a stage has waited so long", () => {
  const approvers = { groups: ["managers"], people: [], ownerTag: null, manager: false };
  expect(fallbackAt(stage(["leads"], { fallback: { afterMinutes: 30, approvers } }), at(5))).toEqual(at(35));
  expect(fallbackAt(stage(["leads"]), at(5))).toBeNull();
});
