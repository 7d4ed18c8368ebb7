import type { SimulatorState } from "#demo/aws/state.ts";
import { buildAccounts } from "./accounts.ts";
import { buildAssignments } from "./assignments.ts";
import { buildGroups } from "./groups.ts";
import { identifiers } from "./identifiers.ts";
import { buildMemberships } from "./memberships.ts";
import { buildPeople } from "./people.ts";
import { buildPermissionSets } from "./permission-sets.ts";
import { units } from "./units.ts";

/**
 * Halden, a company that does not exist, as the simulator's beginning: the same ids on every run. `issuer` is the OIDC
 * issuer under which the people's external ids stand.
 */
export function buildOrganisation({ issuer = "https://id.halden.example" } = {}): SimulatorState {
  const accounts = buildAccounts();
  const people = buildPeople(issuer);
  const groups = buildGroups();
  return {
    version: 1,
    region: identifiers.region,
    instance: {
      arn: identifiers.instanceArn,
      name: identifiers.instanceName,
      identityStoreId: identifiers.identityStoreId,
      createdAt: "2021-06-14T09:12:00.000Z",
    },
    organization: {
      id: identifiers.organizationId,
      rootId: identifiers.rootId,
      managementAccountId: identifiers.managementAccountId,
    },
    units: [...units],
    accounts: [...accounts],
    permissionSets: [...buildPermissionSets()],
    groups: groups.map(({ size: _size, ...group }) => group),
    users: [...people],
    memberships: [...buildMemberships(groups, people)],
    assignments: [...buildAssignments(accounts, groups)],
    operations: [],
    clockOffsetMs: 0,
    latencyMs: 1500,
  };
}
