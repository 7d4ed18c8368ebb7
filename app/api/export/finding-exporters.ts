import { findingFields } from "#app/(console)/findings/filters.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import {
  type AccountFinding,
  everyAccountFound,
  type FindingFilters,
} from "#lib/queries/catalogue/findings/accounts-found.ts";
import { everyGroupFound, type GroupFinding } from "#lib/queries/catalogue/findings/groups-found.ts";
import { everyPersonFound, type PersonFinding } from "#lib/queries/catalogue/findings/people-found.ts";
import { everyUnusedSet } from "#lib/queries/catalogue/findings/sets-found.ts";
import { type Exporter, exporter } from "./exporter.ts";
import { pathColumns, pathRowsOf } from "./path-rows.ts";

/** The findings, each under the name of its view. */
export const findingExporters: readonly (readonly [string, Exporter])[] = [
  ["finding-administrators", ofAccounts("administrators")],
  ["finding-orphans", ofAccounts("orphans")],
  [
    "finding-unreached",
    exporter({
      address: findingFields,
      columns: ["id", "name", "state", "unitName"],
      rows: unreachedAccounts,
    }),
  ],
  [
    "finding-unused-sets",
    exporter({
      address: findingFields,
      columns: ["arn", "name", "accounts", "assignments", "rules"],
      rows: everyUnusedSet,
    }),
  ],
  ["finding-empty-groups", ofGroups("empty")],
  ["finding-idle-groups", ofGroups("idle")],
  ["finding-disabled", ofPeople("disabled")],
  ["finding-idle-people", ofPeople("idle")],
];

function ofAccounts(finding: AccountFinding): Exporter {
  return exporter({
    address: findingFields,
    columns: [...pathColumns],
    rows: (viewer, filters) => pathsFound(viewer, finding, filters),
  });
}

function ofGroups(finding: GroupFinding): Exporter {
  return exporter({
    address: findingFields,
    columns: ["id", "name", "description", "members", "accounts", "assignments"],
    rows: (viewer, filters) => everyGroupFound(viewer, finding, filters),
  });
}

function ofPeople(finding: PersonFinding): Exporter {
  return exporter({
    address: findingFields,
    columns: ["id", "name", "userName", "email", "status", "groups", "accounts", "direct"],
    rows: (viewer, filters) => everyPersonFound(viewer, finding, filters),
  });
}

async function* pathsFound(viewer: Viewer, finding: AccountFinding, filters: FindingFilters) {
  for await (const account of everyAccountFound(viewer, finding, filters)) yield* pathRowsOf(account, false);
}

async function* unreachedAccounts(viewer: Viewer, filters: FindingFilters) {
  for await (const { id, name, state, unitName } of everyAccountFound(viewer, "unreached", filters)) {
    yield { id, name, state, unitName };
  }
}
