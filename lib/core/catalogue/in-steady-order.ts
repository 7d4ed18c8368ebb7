import type { Group, PermissionSet, Person } from "#lib/core/catalogue.ts";
import { canonicalJson } from "./canonical-json.ts";

// The lists inside a row stand in one order, however AWS listed them, so that only what differs is a difference.

export function steadyPermissionSet<Set extends Pick<PermissionSet, "managedPolicies">>(set: Set): Set {
  return { ...set, managedPolicies: sorted(set.managedPolicies) };
}

export function steadyGroup<Row extends Pick<Group, "externalIds">>(group: Row): Row {
  return { ...group, externalIds: sorted(group.externalIds) };
}

/** The primary address stays first. */
export function steadyPerson<Row extends Pick<Person, "externalIds" | "emails">>(person: Row): Row {
  const [primary, ...others] = person.emails;
  return {
    ...person,
    externalIds: sorted(person.externalIds),
    emails: primary === undefined ? [] : [primary, ...others.sort()],
  };
}

function sorted<Row>(rows: readonly Row[]): Row[] {
  return rows
    .map((row) => ({ row, text: canonicalJson(row) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
}
