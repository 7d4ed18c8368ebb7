import { expect, test } from "vitest";
import { explainUnitFault, ouPaths } from "./ou-paths.ts";

const unit = (id: string, parentId: string | null) => ({ id, name: id, parentId });

test("a path runs from the root down to the unit, in whatever order units are listed", () => {
  const { paths, faults } = ouPaths([unit("b", "a"), unit("root", null), unit("a", "root")]);
  expect(Object.fromEntries(paths)).toEqual({ root: ["root"], a: ["root", "a"], b: ["root", "a", "b"] });
  expect(faults).toEqual([]);
});

test("a parent that is not listed is told, and the path begins where the chain breaks", () => {
  const { paths, faults } = ouPaths([unit("root", null), unit("a", "lost"), unit("b", "a")]);
  expect(paths.get("b")).toEqual(["a", "b"]);
  expect(faults).toEqual([{ kind: "missing-parent", unitId: "a", parentId: "lost" }]);
  expect(faults.map(explainUnitFault)).toEqual([
    "The organisational unit a lies in lost, which AWS did not list.",
  ]);
});

test.each([
  ["itself", [unit("a", "a")], ["a"]],
  ["a unit inside it", [unit("a", "b"), unit("b", "a")], ["a", "b"]],
])("a unit that lies inside %s is told, and nothing hangs", (_, units, faulty) => {
  const { paths, faults } = ouPaths(units);
  expect(faults.map((fault) => `${fault.kind} ${fault.unitId}`)).toEqual(faulty.map((id) => `cycle ${id}`));
  expect(paths.size).toBe(units.length);
});
