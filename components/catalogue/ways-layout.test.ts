import { describe, expect, test } from "vitest";
import type { WayFlow } from "#lib/core/catalogue/way.ts";
import { FLOWS_DRAWN, layOutWays } from "./ways-layout.ts";

const flow = (principalId: string, set: string, people: number, endsAt: Date | null = null): WayFlow => ({
  permissionSetArn: set,
  permissionSetName: set,
  principalKind: endsAt ? "user" : "group",
  principalId,
  principalName: principalId,
  paths: 1,
  people,
  endsAt,
});

const few = [
  flow("many", "Reader", 30),
  flow("few", "Admin", 2),
  flow("some", "Reader", 9),
  flow("later", "Admin", 1, new Date(2000)),
  flow("sooner", "Operator", 1, new Date(1000)),
];

const hundreds = Array.from({ length: 240 }, (_, index) =>
  flow(`group ${index}`, `Set ${index % 7}`, (index * 37) % 900, index % 60 === 0 ? new Date(index) : null),
);

describe.each([
  ["a few", few],
  ["hundreds", hundreds],
])("%s", (_, all) => {
  test("no two flows cross, from the principals to the account", () => {
    const { flows } = layOutWays(all);
    for (const place of ["left", "middle", "right"] as const) {
      const places = flows.map((each) => each[place]);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  test("flows do not overlap where they meet", () => {
    const { flows, height } = layOutWays(all);
    for (const [index, each] of flows.entries()) {
      const next = flows[index + 1];
      if (!next) continue;
      for (const place of ["left", "middle", "right"] as const) {
        expect(next[place] - next.thickness / 2).toBeGreaterThanOrEqual(
          each[place] + each.thickness / 2 - 1e-9,
        );
      }
    }
    expect(Math.max(...flows.map((each) => each.left + each.thickness / 2))).toBeLessThan(height);
  });

  test("every path is drawn, or counted among the rest", () => {
    const { flows, rest } = layOutWays(all);
    expect(flows.length).toBeLessThanOrEqual(FLOWS_DRAWN);
    expect(flows.length + (rest?.paths ?? 0)).toBe(all.length);
  });
});

test("what ends first lies on top, and the ways of one permission set stay together", () => {
  const { flows } = layOutWays(few);
  expect(flows.map((each) => each.flow.principalId)).toEqual(["sooner", "later", "few", "many", "some"]);
});

test("of too many, those that end and those that most people use are drawn, in a picture of bounded height", () => {
  const { flows, rest, height } = layOutWays(hundreds);
  expect(flows.filter(({ flow: { endsAt } }) => endsAt !== null)).toHaveLength(4);
  const least = Math.min(...flows.flatMap(({ flow: { endsAt, people } }) => (endsAt ? [] : [people])));
  const drawn = new Set(flows.map((each) => each.flow));
  for (const each of hundreds) if (!drawn.has(each)) expect(each.people).toBeLessThanOrEqual(least);
  expect(rest?.paths).toBe(hundreds.length - FLOWS_DRAWN);
  expect(height).toBeLessThan(900);
});
