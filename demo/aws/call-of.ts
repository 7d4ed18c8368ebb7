import { z } from "zod";
import type { Call, Subject } from "./faults.ts";
import { pageAskedFor } from "./paging.ts";
import type { World } from "./world.ts";

const text = z.string().optional().catch(undefined);

const asked = z
  .object({
    AccountId: text,
    TargetId: text,
    ResourceId: text,
    ChildId: text,
    Filter: z.object({ AccountId: text }).optional().catch(undefined),
    PermissionSetArn: text,
    ResourceArn: text,
    PrincipalId: text,
    UserId: text,
    GroupId: text,
    MemberId: z.object({ UserId: text }).optional().catch(undefined),
    AccountAssignmentCreationRequestId: text,
    AccountAssignmentDeletionRequestId: text,
  })
  .catch({});

const paged = z.object({ NextToken: z.unknown() }).catch({ NextToken: undefined });

/** A request as the faults see it; `body` is whatever was sent. */
export function callOf(world: World, service: string, operation: string, body: unknown): Call {
  return {
    service,
    operation,
    page() {
      const { NextToken } = paged.parse(body);
      if (NextToken === undefined) return operation.startsWith("List") ? 1 : null;
      return typeof NextToken === "string" ? pageAskedFor(NextToken) : null;
    },
    subject: () => subjectOf(world, body),
  };
}

function subjectOf(world: World, body: unknown): Subject {
  const given = asked.parse(body);
  const requestId = given.AccountAssignmentCreationRequestId ?? given.AccountAssignmentDeletionRequestId;
  const operation = requestId === undefined ? undefined : world.operations.get(requestId);
  if (operation) return operation;
  return {
    accountId:
      given.AccountId ?? given.TargetId ?? given.ResourceId ?? given.ChildId ?? given.Filter?.AccountId,
    permissionSetArn: given.PermissionSetArn ?? given.ResourceArn,
    principalId: given.PrincipalId ?? given.UserId ?? given.MemberId?.UserId ?? given.GroupId,
  };
}
