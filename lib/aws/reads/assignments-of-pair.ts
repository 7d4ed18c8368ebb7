import { ListAccountAssignmentsCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { Assignment, ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import type { Urgency } from "../limiter.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import { nextToken } from "./next-token.ts";
import { listedAssignment, toAssignment } from "./parse-assignment.ts";

const page = z.object({ AccountAssignments: z.array(listedAssignment), NextToken: nextToken });

/** All assignments of one permission set in one account, page after page. Throws an AwsFault. */
export async function* readAssignmentsOfPair(
  aws: AwsConnection,
  pair: ProvisionedPermissionSet,
  urgency: Urgency = { lane: "background" },
): AsyncGenerator<Assignment> {
  const call = { service: "sso-admin", operation: "ListAccountAssignments", ...urgency } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListAccountAssignmentsCommand({
      InstanceArn: aws.instanceArn,
      AccountId: pair.accountId,
      PermissionSetArn: pair.permissionSetArn,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  for await (const { AccountAssignments } of pages) yield* AccountAssignments.map(toAssignment);
}
