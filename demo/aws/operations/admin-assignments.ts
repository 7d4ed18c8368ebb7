import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedAssignment } from "../state.ts";
import { pairKey, type World } from "../world.ts";
import { demandInstance, demandPermissionSet, paged } from "./admin-common.ts";

/** Provisioned pairs are not kept: a set is provisioned in an account as long as an assignment of the two stands. */
export const adminAssignmentOperations = [
  operation<
    api.ListAccountsForProvisionedPermissionSetCommandInput,
    api.ListAccountsForProvisionedPermissionSetCommandOutput
  >(api.ListAccountsForProvisionedPermissionSet$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const { arn } = demandPermissionSet(world, request.PermissionSetArn);
    // Nothing that changes a set is offered yet, so no provisioned pair is ever outdated.
    const outdatedOnly = request.ProvisioningStatus === "LATEST_PERMISSION_SET_NOT_PROVISIONED";
    const assignments = outdatedOnly ? [] : world.assignments.where("permissionSet", arn);
    const accountIds = distinct(assignments.map((assignment) => assignment.accountId));
    const page = paged(api.ListAccountsForProvisionedPermissionSet$[2], request, accountIds, (id) => id);
    return answer({ AccountIds: [...page.rows], NextToken: page.nextToken });
  }),
  operation<
    api.ListPermissionSetsProvisionedToAccountCommandInput,
    api.ListPermissionSetsProvisionedToAccountCommandOutput
  >(api.ListPermissionSetsProvisionedToAccount$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    demandAccount(world, request.AccountId);
    const outdatedOnly = request.ProvisioningStatus === "LATEST_PERMISSION_SET_NOT_PROVISIONED";
    const assignments = outdatedOnly ? [] : world.assignments.where("account", request.AccountId);
    const arns = distinct(assignments.map((assignment) => assignment.permissionSetArn));
    const page = paged(api.ListPermissionSetsProvisionedToAccount$[2], request, arns, (arn) => arn);
    return answer({ PermissionSets: [...page.rows], NextToken: page.nextToken });
  }),
  operation<api.ListAccountAssignmentsCommandInput, api.ListAccountAssignmentsCommandOutput>(
    api.ListAccountAssignments$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      demandAccount(world, request.AccountId);
      const { arn } = demandPermissionSet(world, request.PermissionSetArn);
      const assignments = world.assignments.where(
        "pair",
        pairKey({ accountId: request.AccountId, permissionSetArn: arn }),
      );
      const page = paged(api.ListAccountAssignments$[2], request, assignments, world.assignments.keyOf);
      return answer({ AccountAssignments: page.rows.map(toAssignment), NextToken: page.nextToken });
    },
  ),
  operation<
    api.ListAccountAssignmentsForPrincipalCommandInput,
    api.ListAccountAssignmentsForPrincipalCommandOutput
  >(api.ListAccountAssignmentsForPrincipal$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const accountId = request.Filter?.AccountId;
    const assignments = assignmentsOfPrincipal(world, request.PrincipalId, request.PrincipalType)
      .filter((assignment) => accountId === undefined || assignment.accountId === accountId)
      .toSorted((one, other) => (world.assignments.keyOf(one) < world.assignments.keyOf(other) ? -1 : 1));
    const name = api.ListAccountAssignmentsForPrincipal$[2];
    const page = paged(name, request, assignments, world.assignments.keyOf);
    return answer({ AccountAssignments: page.rows.map(toAssignment), NextToken: page.nextToken });
  }),
];

function assignmentsOfPrincipal(
  world: World,
  principalId: string,
  principalType: api.PrincipalType,
): readonly SimulatedAssignment[] {
  const direct = world.assignments
    .where("principal", principalId)
    .filter((assignment) => assignment.principalType === principalType);
  switch (principalType) {
    case "GROUP":
      return direct;
    case "USER": {
      const memberships = world.memberships.where("user", principalId);
      const throughGroups = memberships.flatMap(({ groupId }) =>
        world.assignments.where("principal", groupId).filter((row) => row.principalType === "GROUP"),
      );
      return [...direct, ...throughGroups];
    }
  }
}

function demandAccount(world: World, id: string): void {
  if (world.accounts.get(id)) return;
  throw failure(api.ResourceNotFoundException$, `The account ${id} could not be found.`);
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

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
