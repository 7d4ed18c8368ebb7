import * as api from "@aws-sdk/client-sso-admin";
import { operation } from "../operation.ts";
import type { SimulatedAssignment } from "../state.ts";
import { assignmentKey, pairKey, principalKey, type World } from "../world.ts";
import { demandAccount, demandInstance, demandPermissionSet, paged } from "./admin-common.ts";

/** Provisioned pairs are not kept: a set is provisioned in an account as long as an assignment of the two stands. */
export const adminAssignmentOperations = [
  operation<
    api.ListAccountsForProvisionedPermissionSetCommandInput,
    api.ListAccountsForProvisionedPermissionSetCommandOutput
  >(api.ListAccountsForProvisionedPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const { arn } = demandPermissionSet(world, request.PermissionSetArn);
    const accountIds = accountsOf(world.assignments.listed.where("permissionSet", arn));
    const rows = provisionedAs(request.ProvisioningStatus, accountIds, (id) => isOutdated(world, id, arn));
    const page = paged(world, api.ListAccountsForProvisionedPermissionSet$[2], request, rows, (id) => id);
    return answer({ AccountIds: [...page.rows], NextToken: page.nextToken });
  }),
  operation<
    api.ListPermissionSetsProvisionedToAccountCommandInput,
    api.ListPermissionSetsProvisionedToAccountCommandOutput
  >(api.ListPermissionSetsProvisionedToAccount$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    demandAccount(world, request.AccountId);
    const arns = setsOf(world.assignments.listed.where("account", request.AccountId));
    const rows = provisionedAs(request.ProvisioningStatus, arns, (arn) =>
      isOutdated(world, request.AccountId, arn),
    );
    const page = paged(world, api.ListPermissionSetsProvisionedToAccount$[2], request, rows, (arn) => arn);
    return answer({ PermissionSets: [...page.rows], NextToken: page.nextToken });
  }),
  operation<api.ListAccountAssignmentsCommandInput, api.ListAccountAssignmentsCommandOutput>(
    api.ListAccountAssignments$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      demandAccount(world, request.AccountId);
      const { arn } = demandPermissionSet(world, request.PermissionSetArn);
      const assignments = world.assignments.listed.where(
        "pair",
        pairKey({ accountId: request.AccountId, permissionSetArn: arn }),
      );
      const page = paged(
        world,
        api.ListAccountAssignments$[2],
        request,
        assignments,
        world.assignments.keyOf,
      );
      return answer({ AccountAssignments: page.rows.map(toAssignment), NextToken: page.nextToken });
    },
  ),
  operation<
    api.ListAccountAssignmentsForPrincipalCommandInput,
    api.ListAccountAssignmentsForPrincipalCommandOutput
  >(api.ListAccountAssignmentsForPrincipal$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const accountId = request.Filter?.AccountId;
    const all = assignmentsOfPrincipal(world, request.PrincipalId, request.PrincipalType);
    const assignments = accountId === undefined ? all : all.filter((row) => row.accountId === accountId);
    const name = api.ListAccountAssignmentsForPrincipal$[2];
    const page = paged(world, name, request, assignments, world.assignments.keyOf);
    return answer({ AccountAssignments: page.rows.map(toAssignment), NextToken: page.nextToken });
  }),
];

/** All of them, or those alone in which the set's latest version is provisioned or is not. */
function provisionedAs(
  status: api.ProvisioningStatus | undefined,
  rows: readonly string[],
  isOutdated: (row: string) => boolean,
): readonly string[] {
  switch (status) {
    case undefined:
      return rows;
    case "LATEST_PERMISSION_SET_PROVISIONED":
      return rows.filter((row) => !isOutdated(row));
    case "LATEST_PERMISSION_SET_NOT_PROVISIONED":
      return rows.filter(isOutdated);
  }
}

function isOutdated(world: World, accountId: string, permissionSetArn: string): boolean {
  return world.permissionSets.get(permissionSetArn)?.outdatedIn?.includes(accountId) ?? false;
}

/** Sorted by key. For a user with what the groups give, which AWS lists as the groups' rows. */
function assignmentsOfPrincipal(
  world: World,
  principalId: string,
  principalType: api.PrincipalType,
): readonly SimulatedAssignment[] {
  const rowsOf = (type: api.PrincipalType, id: string) =>
    world.assignments.listed.where("principal", principalKey({ principalType: type, principalId: id }));
  const direct = rowsOf(principalType, principalId);
  switch (principalType) {
    case "GROUP":
      return direct;
    case "USER": {
      const memberships = world.memberships.listed.where("user", principalId);
      return merged([direct, ...memberships.map(({ groupId }) => rowsOf("GROUP", groupId))]);
    }
  }
}

type Rows = readonly SimulatedAssignment[];

/** What was merged lately, by its first list: the pages of one user come one after the other, and each would merge anew. */
const lately = new Map<Rows, { lists: readonly Rows[]; rows: Rows }>();
const mostLately = 64;

function merged(lists: readonly Rows[]): Rows {
  const filled = lists.filter((list) => list.length > 0);
  const [first] = filled;
  if (!first) return [];
  if (filled.length === 1) return first;
  const known = lately.get(first);
  if (known?.lists.length === filled.length && known.lists.every((list, place) => list === filled[place])) {
    return known.rows;
  }
  const keyed = filled.flat().map((row) => ({ row, key: assignmentKey(row) }));
  const rows = keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ row }) => row);
  for (const oldest of lately.keys()) {
    if (lately.size < mostLately) break;
    lately.delete(oldest);
  }
  lately.set(first, { lists: filled, rows });
  return rows;
}

function toAssignment(
  assignment: SimulatedAssignment,
): api.AccountAssignment & api.AccountAssignmentForPrincipal {
  return {
    AccountId: assignment.accountId,
    PermissionSetArn: assignment.permissionSetArn,
    PrincipalType: assignment.principalType,
    PrincipalId: assignment.principalId,
  };
}

const accountsOf = remembered((assignments: readonly SimulatedAssignment[]) =>
  distinct(assignments.map((assignment) => assignment.accountId)),
);

const setsOf = remembered((assignments: readonly SimulatedAssignment[]) =>
  distinct(assignments.map((assignment) => assignment.permissionSetArn)),
);

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** A relation answers the same list until a row of it changes: what was made of that list is made once, not for each page. */
function remembered<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, To>();
  return (from) => {
    const known = made.get(from);
    if (known !== undefined) return known;
    const fresh = make(from);
    made.set(from, fresh);
    return fresh;
  };
}
