import { CreateAccountAssignmentCommand, DeleteAccountAssignmentCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import { AwsFault } from "./aws-fault.ts";
import { callAws } from "./call.ts";
import type { AwsConnection } from "./connect.ts";
import type { Urgency } from "./limiter.ts";
import { parseAnswer } from "./parse-answer.ts";
import { readAssignmentsOfPair } from "./reads/assignments-of-pair.ts";
import { sendInTime } from "./send-in-time.ts";

/** One person's access to one account with one permission set. */
export type AssignmentTarget = { accountId: string; permissionSetArn: string; personId: string };

/** The engine's calls are never made in the background, where reads are tried again. */
export type EngineUrgency = Urgency & { lane: "removal" | "interactive" };

const opened = z.object({ RequestId: z.string() });
const created = z.object({ AccountAssignmentCreationStatus: opened });
const deleted = z.object({ AccountAssignmentDeletionStatus: opened });

/**
 * Asks AWS to make the assignment; whether it came to be is learnt by `operationStatus` and then `isAssigned`. AWS does not refuse one
 * that exists. One attempt; throws an AwsFault, whose `mayHaveHappened` tells whether an operation could be open all the same.
 */
export async function createAssignment(
  aws: AwsConnection,
  target: AssignmentTarget,
  urgency: EngineUrgency,
): Promise<{ requestId: string }> {
  const call = { service: "sso-admin", operation: "CreateAccountAssignment", ...urgency } as const;
  const command = new CreateAccountAssignmentCommand(inputOf(aws, target));
  sendInTime(command, call, sendWithinMs(urgency));
  const answer = parseAnswer(created, await callAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  return { requestId: answer.AccountAssignmentCreationStatus.RequestId };
}

/**
 * Asks AWS to remove the assignment. `absent` when AWS says that there is none; the same answer comes when the permission set or
 * account is gone, so absence still has to be looked at. One attempt; throws an AwsFault.
 */
export async function deleteAssignment(
  aws: AwsConnection,
  target: AssignmentTarget,
  urgency: EngineUrgency = { lane: "removal" },
): Promise<{ requestId: string } | { absent: true }> {
  const call = { service: "sso-admin", operation: "DeleteAccountAssignment", ...urgency } as const;
  const command = new DeleteAccountAssignmentCommand(inputOf(aws, target));
  sendInTime(command, call, sendWithinMs(urgency));
  try {
    const answer = parseAnswer(deleted, await callAws(aws, call, () => aws.ssoAdmin.send(command)), call);
    return { requestId: answer.AccountAssignmentDeletionStatus.RequestId };
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return { absent: true };
    throw error;
  }
}

/**
 * Whether the assignment stands, by reading every page of the account's and permission set's list. One attempt a page; throws
 * an AwsFault whenever a page is missing, so "absent" is only said of a list that was read to its end.
 */
export async function isAssigned(
  aws: AwsConnection,
  target: AssignmentTarget,
  urgency: EngineUrgency,
): Promise<"present" | "absent"> {
  let seen: "present" | "absent" = "absent";
  for await (const assignment of readAssignmentsOfPair(aws, target, urgency)) {
    const isTarget = assignment.principalKind === "user" && assignment.principalId === target.personId;
    if (isTarget) seen = "present";
  }
  return seen;
}

/** A second beyond the wait for its turn: whoever stood still for longer may have been taken for dead. */
function sendWithinMs({ startWithinMs = 12_000 }: EngineUrgency): number {
  return startWithinMs + 1_000;
}

function inputOf(aws: AwsConnection, target: AssignmentTarget) {
  return {
    InstanceArn: aws.instanceArn,
    TargetId: target.accountId,
    TargetType: "AWS_ACCOUNT",
    PermissionSetArn: target.permissionSetArn,
    PrincipalType: "USER",
    PrincipalId: target.personId,
  } as const;
}
