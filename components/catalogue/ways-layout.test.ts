import { expect, test } from "vitest";
import type { Way } from "#lib/core/catalogue/way.ts";
import { layOutWays } from "./ways-layout.ts";

const way = (principalId: string, set: string, people: number, endsAt?: Date): Way => ({
  accountId: "1",
  accountName: "account",
  permissionSetArn: set,
  permissionSetName: set,
  principalKind: endsAt ? "user" : "group",
  principalId,
  principalName: principalId,
  personStatus: null,
  people,
  disabled: 0,
  since: new Date(0),
  grant: endsAt
    ? {
        id: "g",
        state: "active",
        endsAt,
        sessionsMayLiveUntil: endsAt,
        requestId: "r",
        requestNumber: 1,
        ticket: null,
      }
    : null,
});

const ways = [
  way("many", "Reader", 30),
  way("few", "Admin", 2),
  way("some", "Reader", 9),
  way("later", "Admin", 1, new Date(2000)),
  way("sooner", "Operator", 1, new Date(1000)),
];

test("no two flows cross, from the principals to the account", () => {
  const { flows } = layOutWays(ways);
  for (const place of ["left", "middle", "right"] as const) {
    const places = flows.map((flow) => flow[place]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
});

test("what ends first lies on top, and the ways of one permission set stay together", () => {
  const { flows } = layOutWays(ways);
  expect(flows.map((flow) => flow.way.principalId)).toEqual(["sooner", "later", "few", "many", "some"]);
});

test("flows do not overlap where they meet", () => {
  const { flows, height } = layOutWays(ways);
  for (const [index, flow] of flows.entries()) {
    const next = flows[index + 1];
    if (!next) continue;
    for (const place of ["left", "middle", "right"] as const) {
      expect(next[place] - next.thickness / 2).toBeGreaterThanOrEqual(
        flow[place] + flow.thickness / 2 - 1e-9,
      );
    }
  }
  expect(Math.max(...flows.map((flow) => flow.left + flow.thickness / 2))).toBeLessThan(height);
});
