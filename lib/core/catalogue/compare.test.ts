import fc from "fast-check";
import { expect, test } from "vitest";
import type { Group, Membership } from "#lib/core/catalogue.ts";
import type { Catalogue } from "./catalogue-rows.ts";
import { compare, countChanges, keyOf } from "./compare.ts";

const empty: Catalogue = {
  organisations: [],
  units: [],
  accounts: [],
  permissionSets: [],
  groups: [],
  people: [],
  memberships: [],
  provisioned: [],
  assignments: [],
};
const group = (id: string, displayName = id): Group => ({
  id,
  displayName,
  description: "",
  externalIds: [],
});
const member = (groupId: string, personId: string): Membership => ({ groupId, personId });

test("what is equal is no difference, in whatever order it comes and whatever order its members have", () => {
  const stored = { ...empty, groups: [group("a"), group("b")], memberships: [member("a", "x")] };
  const read = {
    ...empty,
    groups: [{ externalIds: [], description: "", displayName: "b", id: "b" }, group("a")],
    memberships: [member("a", "x")],
  };
  const counts = Object.values(countChanges(compare(stored, read)));
  expect(counts.every(({ added, changed, vanished }) => added + changed + vanished === 0)).toBe(true);
});

test("what is listed twice is one row", () => {
  const { memberships } = compare(empty, { ...empty, memberships: [member("a", "x"), member("a", "x")] });
  expect(memberships.added).toEqual([member("a", "x")]);
});

test("added, changed and vanished are told apart", () => {
  const { groups } = compare(
    { ...empty, groups: [group("stays"), group("renamed"), group("goes")] },
    { ...empty, groups: [group("stays"), group("renamed", "other"), group("comes")] },
  );
  expect(groups).toEqual({
    added: [group("comes")],
    changed: [group("renamed", "other")],
    vanished: [group("goes")],
  });
});

test("applying the differences makes the stored equal the read", () => {
  const groups = fc.uniqueArray(
    fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e"), displayName: fc.constantFrom("one", "two") }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(groups, groups, (before, now) => {
      const rows = (of: typeof before) => of.map(({ id, displayName }) => group(id, displayName));
      const { added, changed, vanished } = compare(
        { ...empty, groups: rows(before) },
        { ...empty, groups: rows(now) },
      ).groups;
      const result = new Map(rows(before).map((row) => [keyOf.groups(row), row]));
      for (const row of vanished) result.delete(keyOf.groups(row));
      for (const row of [...added, ...changed]) result.set(keyOf.groups(row), row);
      expect(result).toEqual(new Map(rows(now).map((row) => [keyOf.groups(row), row])));
    }),
  );
});
