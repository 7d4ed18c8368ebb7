import { identifiers } from "#demo/seed/organisation/identifiers.ts";
import { generateAccounts } from "./generator/generate-accounts.ts";
import { generateAssignments } from "./generator/generate-assignments.ts";
import { generateGroups } from "./generator/generate-groups.ts";
import { generateMemberships } from "./generator/generate-memberships.ts";
import { generatePeople } from "./generator/generate-people.ts";
import { generatePermissionSets } from "./generator/generate-permission-sets.ts";
import { generateUnits } from "./generator/generate-units.ts";
import { makeOdd, type Oddity, withUnitCycle } from "./generator/make-odd.ts";
import { stream } from "./generator/stream.ts";
import type { SimulatorState } from "./state.ts";

export type OrganisationSize = {
  accounts: number;
  sets: number;
  groups: number;
  people: number;
  /** Provisioned pairs of an account and a set; each has one assignment and a half. */
  pairs: number;
  /** Organizational units; absent: one for twenty accounts. */
  units?: number;
  seed: number;
  /** True means what AWS itself could answer. */
  isOdd?: boolean | Oddity;
  /** Lists one unit below its own descendant too. */
  hasUnitCycle?: boolean;
};

const largestOddGroup = 10_000;

/** An organisation of exactly this size, the same for the same seed. Refuses more pairs than the accounts and sets can make. */
export function generateOrganisation(size: OrganisationSize): SimulatorState {
  const { seed, isOdd = false } = size;
  const oddity = isOdd === true ? "within-aws" : isOdd;
  const units = generateUnits(
    size.units ?? Math.max(5, Math.round(size.accounts / 20)),
    stream(seed, "units"),
  );
  const accounts = generateAccounts(size.accounts, units, stream(seed, "accounts"));
  const permissionSets = generatePermissionSets(size.sets, stream(seed, "sets"));
  const groups = generateGroups(size.groups, stream(seed, "groups"));
  const users = generatePeople(size.people, stream(seed, "people"));
  const memberships = generateMemberships(groups, users, {
    largest: oddity ? largestOddGroup : 0,
    random: stream(seed, "memberships"),
  });
  const organisation = { accounts, permissionSets, groups, users };
  const state: SimulatorState = {
    version: 1,
    region: identifiers.region,
    instance: {
      arn: identifiers.instanceArn,
      name: identifiers.instanceName,
      identityStoreId: identifiers.identityStoreId,
      createdAt: "2019-01-07T09:12:00.000Z",
    },
    organization: {
      id: identifiers.organizationId,
      rootId: identifiers.rootId,
      managementAccountId: identifiers.managementAccountId,
    },
    units,
    ...organisation,
    memberships,
    assignments: generateAssignments(organisation, size.pairs, stream(seed, "assignments")),
    operations: [],
    clockOffsetMs: 0,
    latencyMs: 1500,
  };
  const odd = oddity ? makeOdd(state, oddity) : state;
  return size.hasUnitCycle ? withUnitCycle(odd) : odd;
}
