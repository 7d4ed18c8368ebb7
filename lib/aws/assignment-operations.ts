import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
} from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { AssignmentTarget, EngineUrgency } from "./assignments.ts";
import { AwsFault } from "./aws-fault.ts";
import { callAws } from "./call.ts";
import type { AwsConnection } from "./connect.ts";
import { pagesOf } from "./pages.ts";
import { malformed, parseAnswer } from "./parse-answer.ts";
import { nextToken } from "./reads/next-token.ts";

export type OperationKind = "create" | "delete";

/** `unknown`: AWS does not know the operation any more. */
export type OperationStatus =
  | { state: "in-progress" }
  | { state: "succeeded" }
  | { state: "failed"; reason: string }
  | { state: "unknown"; reason: string };

export type OpenOperation = { requestId: string; target: AssignmentTarget; openedAt: Date | null };

const described = z.object({
  Status: z.string(),
  FailureReason: z.string().optional(),
  TargetId: z.string().optional(),
  PermissionSetArn: z.string().optional(),
  PrincipalType: z.string().optional(),
  PrincipalId: z.string().optional(),
  CreatedDate: z.date().optional(),
});

/** An open operation whose target is not told must not be passed over: it could be ours. */
const targeted = z.object({
  TargetId: z.string(),
  PermissionSetArn: z.string(),
  PrincipalType: z.string(),
  PrincipalId: z.string(),
});

const describeName = {
  create: "DescribeAccountAssignmentCreationStatus",
  delete: "DescribeAccountAssignmentDeletionStatus",
} as const;

type Described = z.infer<typeof described>;

const describedCreation = z.object({ AccountAssignmentCreationStatus: described });
const describedDeletion = z.object({ AccountAssignmentDeletionStatus: described });
const listed = z.array(z.object({ RequestId: z.string() }));
const creations = z.object({ AccountAssignmentsCreationStatus: listed, NextToken: nextToken });
const deletions = z.object({ AccountAssignmentsDeletionStatus: listed, NextToken: nextToken });

/** How far an operation is. One attempt; throws an AwsFault, a malformed one for a word that we do not know. */
export async function operationStatus(
  aws: AwsConnection,
  kind: OperationKind,
  requestId: string,
  urgency: EngineUrgency,
): Promise<OperationStatus> {
  try {
    return statusOf(await describeOperation(aws, kind, requestId, urgency), kind);
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") {
      return { state: "unknown", reason: error.awsMessage };
    }
    throw error;
  }
}

/**
 * The operations on people's assignments that AWS has not finished, with their targets, for those whose id was lost: AWS lists ids only, so
 * each is then described. One attempt a call; throws an AwsFault when any of them gives no answer.
 */
export async function openOperations(
  aws: AwsConnection,
  kind: OperationKind,
  urgency: EngineUrgency,
): Promise<OpenOperation[]> {
  const open: OpenOperation[] = [];
  for await (const requestId of listOpen(aws, kind, urgency)) {
    const operation = await describeOperation(aws, kind, requestId, urgency);
    if (statusOf(operation, kind).state !== "in-progress") continue;
    const { TargetId, PermissionSetArn, PrincipalId, PrincipalType } = parseAnswer(targeted, operation, {
      service: "sso-admin",
      operation: describeName[kind],
    });
    if (PrincipalType !== "USER") continue;
    const target = { accountId: TargetId, permissionSetArn: PermissionSetArn, personId: PrincipalId };
    open.push({ requestId, target, openedAt: operation.CreatedDate ?? null });
  }
  return open;
}

function statusOf({ Status, FailureReason }: Described, kind: OperationKind): OperationStatus {
  switch (Status) {
    case "IN_PROGRESS":
      return { state: "in-progress" };
    case "SUCCEEDED":
      return { state: "succeeded" };
    case "FAILED":
      return { state: "failed", reason: FailureReason ?? "AWS gave no reason." };
    default:
      throw malformed(
        { service: "sso-admin", operation: describeName[kind] },
        `AWS calls the operation's status ${Status}.`,
      );
  }
}

async function describeOperation(
  aws: AwsConnection,
  kind: OperationKind,
  requestId: string,
  urgency: EngineUrgency,
): Promise<Described> {
  switch (kind) {
    case "create": {
      const call = { service: "sso-admin", operation: describeName[kind], ...urgency } as const;
      const command = new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn: aws.instanceArn,
        AccountAssignmentCreationRequestId: requestId,
      });
      const answer = await callAws(aws, call, () => aws.ssoAdmin.send(command));
      return parseAnswer(describedCreation, answer, call).AccountAssignmentCreationStatus;
    }
    case "delete": {
      const call = { service: "sso-admin", operation: describeName[kind], ...urgency } as const;
      const command = new DescribeAccountAssignmentDeletionStatusCommand({
        InstanceArn: aws.instanceArn,
        AccountAssignmentDeletionRequestId: requestId,
      });
      const answer = await callAws(aws, call, () => aws.ssoAdmin.send(command));
      return parseAnswer(describedDeletion, answer, call).AccountAssignmentDeletionStatus;
    }
  }
}

async function* listOpen(
  aws: AwsConnection,
  kind: OperationKind,
  urgency: EngineUrgency,
): AsyncGenerator<string> {
  const input = { InstanceArn: aws.instanceArn, Filter: { Status: "IN_PROGRESS" }, MaxResults: 100 } as const;
  switch (kind) {
    case "create": {
      const operation = "ListAccountAssignmentCreationStatus";
      const call = { service: "sso-admin", operation, ...urgency } as const;
      const pages = pagesOf(call, async (token) => {
        const command = new ListAccountAssignmentCreationStatusCommand({ ...input, ...token });
        return parseAnswer(creations, await callAws(aws, call, () => aws.ssoAdmin.send(command)), call);
      });
      for await (const page of pages) {
        yield* page.AccountAssignmentsCreationStatus.map(({ RequestId }) => RequestId);
      }
      return;
    }
    case "delete": {
      const operation = "ListAccountAssignmentDeletionStatus";
      const call = { service: "sso-admin", operation, ...urgency } as const;
      const pages = pagesOf(call, async (token) => {
        const command = new ListAccountAssignmentDeletionStatusCommand({ ...input, ...token });
        return parseAnswer(deletions, await callAws(aws, call, () => aws.ssoAdmin.send(command)), call);
      });
      for await (const page of pages) {
        yield* page.AccountAssignmentsDeletionStatus.map(({ RequestId }) => RequestId);
      }
    }
  }
}
