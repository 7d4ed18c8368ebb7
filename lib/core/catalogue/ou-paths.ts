import type { OrganisationalUnit } from "#lib/core/catalogue.ts";

/** A tree of units that does not hang together, as AWS listed it. */
export type UnitFault =
  | { kind: "cycle"; unitId: string }
  | { kind: "missing-parent"; unitId: string; parentId: string };

export type UnitPaths = {
  /** Unit id → ids from the root down to the unit itself. A faulty unit's path begins where the chain breaks. */
  paths: ReadonlyMap<string, readonly string[]>;
  faults: readonly UnitFault[];
};

/**
 * The path of every unit. A cycle or a parent that was not listed is told as a fault, and its units keep the part of the path that is known.
 * @param units every unit, the root's own row (parent null) among them
 */
export function ouPaths(units: readonly OrganisationalUnit[]): UnitPaths {
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]));
  const paths = new Map<string, readonly string[]>();
  const faults: UnitFault[] = [];
  for (const unit of units) {
    const path = [unit.id];
    const seen = new Set(path);
    let parentId = unit.parentId;
    while (parentId !== null && parents.has(parentId) && !seen.has(parentId)) {
      path.unshift(parentId);
      seen.add(parentId);
      parentId = parents.get(parentId) ?? null;
    }
    if (parentId !== null && seen.has(parentId)) faults.push({ kind: "cycle", unitId: unit.id });
    if (unit.parentId !== null && !parents.has(unit.parentId)) {
      faults.push({ kind: "missing-parent", unitId: unit.id, parentId: unit.parentId });
    }
    paths.set(unit.id, path);
  }
  return { paths, faults };
}

/** One sentence for a person about a tree that does not hang together. */
export function explainUnitFault(fault: UnitFault): string {
  switch (fault.kind) {
    case "cycle":
      return `The organisational unit ${fault.unitId} is listed as lying inside itself.`;
    case "missing-parent":
      return `The organisational unit ${fault.unitId} lies in ${fault.parentId}, which AWS did not list.`;
  }
}
