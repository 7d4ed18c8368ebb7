import { canonicalJson } from "./canonical-json.ts";
import type { Catalogue } from "./catalogue-rows.ts";

/** A catalogue whose lists inside a row stand in one order, however AWS listed them, so that only what differs is a difference. */
export function inSteadyOrder(catalogue: Catalogue): Catalogue {
  return {
    ...catalogue,
    permissionSets: catalogue.permissionSets.map((set) => ({
      ...set,
      managedPolicies: sorted(set.managedPolicies),
    })),
    groups: catalogue.groups.map((group) => ({ ...group, externalIds: sorted(group.externalIds) })),
    people: catalogue.people.map((person) => ({ ...person, externalIds: sorted(person.externalIds) })),
  };
}

function sorted<Row>(rows: readonly Row[]): Row[] {
  return rows
    .map((row) => ({ row, text: canonicalJson(row) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
}
