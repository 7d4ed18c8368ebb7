import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedOperation } from "../state.ts";
import { assignmentKey, nowOf, type World } from "../world.ts";
import { demandInstance, demandPermissionSet, paged } from "./admin-common.ts";

type Target = Pick<SimulatedOperation, "accountId" | "permissionSetArn" | "principalType" | "principalId">;

export const adminAssignmentChangeOperations = [
  operation<api.CreateAccountAssignmentCommandInput, api.CreateAccountAssignmentCommandOutput>(
    api.CreateAccountAssignment$,
    ({ request, world, answer }) => {
      const target = demandTarget(world, request);
      demandRoomForOne(world);
      return answer({ AccountAssignmentCreationStatus: toStatus(open(world, "create", target)) });
    },
  ),
  operation<api.DeleteAccountAssignmentCommandInput, api.DeleteAccountAssignmentCommandOutput>(
    api.DeleteAccountAssignment$,
    ({ request, world, answer }) => {
      const target = demandTarget(world, request);
      if (!world.assignments.get(assignmentKey(target))) {
        throw failure(api.ResourceNotFoundException$, "The account assignment could not be found.");
      }
      return answer({ AccountAssignmentDeletionStatus: toStatus(open(world, "delete", target)) });
    },
  ),
  operation<
    api.DescribeAccountAssignmentCreationStatusCommandInput,
    api.DescribeAccountAssignmentCreationStatusCommandOutput
  >(api.DescribeAccountAssignmentCreationStatus$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const found = demandOperation(world, "create", request.AccountAssignmentCreationRequestId);
    return answer({ AccountAssignmentCreationStatus: toStatus(found) });
  }),
  operation<
    api.DescribeAccountAssignmentDeletionStatusCommandInput,
    api.DescribeAccountAssignmentDeletionStatusCommandOutput
  >(api.DescribeAccountAssignmentDeletionStatus$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const found = demandOperation(world, "delete", request.AccountAssignmentDeletionRequestId);
    return answer({ AccountAssignmentDeletionStatus: toStatus(found) });
  }),
  operation<
    api.ListAccountAssignmentCreationStatusCommandInput,
    api.ListAccountAssignmentCreationStatusCommandOutput
  >(api.ListAccountAssignmentCreationStatus$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const found = operationsOf(world, "create", request.Filter?.Status);
    const name = api.ListAccountAssignmentCreationStatus$[2];
    const page = paged(world, name, request, found, (one) => one.requestId);
    return answer({ AccountAssignmentsCreationStatus: page.rows.map(toMetadata), NextToken: page.nextToken });
  }),
  operation<
    api.ListAccountAssignmentDeletionStatusCommandInput,
    api.ListAccountAssignmentDeletionStatusCommandOutput
  >(api.ListAccountAssignmentDeletionStatus$, ({ request, world, answer }) => {
    demandInstance(world, request.InstanceArn);
    const found = operationsOf(world, "delete", request.Filter?.Status);
    const name = api.ListAccountAssignmentDeletionStatus$[2];
    const page = paged(world, name, request, found, (one) => one.requestId);
    return answer({ AccountAssignmentsDeletionStatus: page.rows.map(toMetadata), NextToken: page.nextToken });
  }),
];

function demandTarget(
  world: World,
  request: {
    InstanceArn: string;
    TargetId: string;
    TargetType: api.TargetType;
    PermissionSetArn: string;
    PrincipalType: api.PrincipalType;
    PrincipalId: string;
  },
): Target {
  demandInstance(world, request.InstanceArn);
  const { arn } = demandPermissionSet(world, request.PermissionSetArn);
  if (!world.accounts.get(request.TargetId)) {
    throw failure(api.ResourceNotFoundException$, `The account ${request.TargetId} could not be found.`);
  }
  if (operationsOf(world, undefined, "IN_PROGRESS").some((one) => holdsAccount(one, request.TargetId))) {
    throw failure(api.ConflictException$, "There is a conflicting operation in process for this account.");
  }
  return {
    accountId: request.TargetId,
    permissionSetArn: arn,
    principalType: request.PrincipalType,
    principalId: request.PrincipalId,
  };
}

/** An operation that never ends does not hold its account for ever, or one fault would close it to every later change. */
function holdsAccount(one: SimulatedOperation, accountId: string): boolean {
  return one.accountId === accountId && one.settlesAt !== null;
}

function demandRoomForOne(world: World): void {
  if (operationsOf(world, "create", "IN_PROGRESS").length < world.openOperationQuota) return;
  throw failure(api.ThrottlingException$, "There are too many requests processing. Please try again later.");
}

function open(world: World, kind: SimulatedOperation["kind"], target: Target): SimulatedOperation {
  const now = nowOf(world);
  const name = kind === "create" ? api.CreateAccountAssignment$[2] : api.DeleteAccountAssignment$[2];
  const call = { service: "sso-admin", operation: name, page: () => null, subject: () => target };
  const fault = world.faults.take(call, ["never-settles", "settles-failed"]);
  const settlesAt = new Date(now.getTime() + world.latencyMs).toISOString();
  const opened: SimulatedOperation = {
    requestId: world.sources.uuid(),
    kind,
    ...target,
    openedAt: now.toISOString(),
    settlesAt: fault?.kind === "never-settles" ? null : settlesAt,
    ...(fault?.kind === "settles-failed" ? { forcedFailure: fault.reason } : {}),
    status: "IN_PROGRESS",
  };
  world.operations.put(opened);
  world.revision += 1;
  return opened;
}

function demandOperation(
  world: World,
  kind: SimulatedOperation["kind"],
  requestId: string,
): SimulatedOperation {
  const found = world.operations.get(requestId);
  if (found?.kind === kind) return found;
  throw failure(api.ResourceNotFoundException$, `The operation ${requestId} could not be found.`);
}

function operationsOf(
  world: World,
  kind: SimulatedOperation["kind"] | undefined,
  status: api.StatusValues | undefined,
): readonly SimulatedOperation[] {
  const found = status === undefined ? world.operations.all() : world.operations.where("status", status);
  return kind === undefined ? found : found.filter((one) => one.kind === kind);
}

function toMetadata(one: SimulatedOperation): api.AccountAssignmentOperationStatusMetadata {
  return { Status: one.status, RequestId: one.requestId, CreatedDate: new Date(one.openedAt) };
}

function toStatus(one: SimulatedOperation): api.AccountAssignmentOperationStatus {
  return {
    ...toMetadata(one),
    TargetId: one.accountId,
    TargetType: "AWS_ACCOUNT",
    PermissionSetArn: one.permissionSetArn,
    PrincipalType: one.principalType,
    PrincipalId: one.principalId,
    ...(one.failureReason ? { FailureReason: one.failureReason } : {}),
  };
}
