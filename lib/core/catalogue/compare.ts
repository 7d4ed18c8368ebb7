import { canonicalJson } from "./canonical-json.ts";
import type { Catalogue, Noun } from "./catalogue-rows.ts";
import type { ChangeCounts } from "./change-counts.ts";

/** What a read found to be different from what is stored. */
export type Difference<Row> = { added: readonly Row[]; changed: readonly Row[]; vanished: readonly Row[] };

export type Differences = { [N in Noun]: Difference<Catalogue[N][number]> };

/** How a noun's rows are told apart. Two rows with one key are one row. */
export const keyOf = {
  organisations: (row) => row.id,
  units: (row) => row.id,
  accounts: (row) => row.id,
  permissionSets: (row) => row.arn,
  groups: (row) => row.id,
  people: (row) => row.id,
  memberships: (row) => `${row.groupId}\n${row.personId}`,
  provisioned: (row) => `${row.accountId}\n${row.permissionSetArn}`,
  assignments: (row) => `${row.accountId}\n${row.permissionSetArn}\n${row.principalKind}\n${row.principalId}`,
} as const satisfies { [N in Noun]: (row: Catalogue[N][number]) => string };

/**
 * What has to be added, changed and removed for the stored catalogue to equal the read one. Rows that are equal are in none of the three.
 * A key that AWS listed twice counts once, with the last answer.
 */
export function compare(stored: Catalogue, read: Catalogue): Differences {
  return {
    organisations: differ(stored.organisations, read.organisations, keyOf.organisations),
    units: differ(stored.units, read.units, keyOf.units),
    accounts: differ(stored.accounts, read.accounts, keyOf.accounts),
    permissionSets: differ(stored.permissionSets, read.permissionSets, keyOf.permissionSets),
    groups: differ(stored.groups, read.groups, keyOf.groups),
    people: differ(stored.people, read.people, keyOf.people),
    memberships: differ(stored.memberships, read.memberships, keyOf.memberships),
    provisioned: differ(stored.provisioned, read.provisioned, keyOf.provisioned),
    assignments: differ(stored.assignments, read.assignments, keyOf.assignments),
  };
}

function differ<Row>(
  stored: readonly Row[],
  read: readonly Row[],
  key: (row: Row) => string,
): Difference<Row> {
  const before = new Map(stored.map((row) => [key(row), row]));
  const now = new Map(read.map((row) => [key(row), row]));
  const added: Row[] = [];
  const changed: Row[] = [];
  for (const [id, row] of now) {
    const known = before.get(id);
    if (known === undefined) added.push(row);
    else if (canonicalJson(known) !== canonicalJson(row)) changed.push(row);
  }
  const vanished = [...before].filter(([id]) => !now.has(id)).map(([, row]) => row);
  return { added, changed, vanished };
}

/** How much a read changed, by noun. */
export function countChanges(differences: Differences): ChangeCounts {
  const of = (difference: Difference<unknown>) => ({
    added: difference.added.length,
    changed: difference.changed.length,
    vanished: difference.vanished.length,
  });
  return {
    organisations: of(differences.organisations),
    units: of(differences.units),
    accounts: of(differences.accounts),
    permissionSets: of(differences.permissionSets),
    groups: of(differences.groups),
    people: of(differences.people),
    memberships: of(differences.memberships),
    provisioned: of(differences.provisioned),
    assignments: of(differences.assignments),
  };
}
