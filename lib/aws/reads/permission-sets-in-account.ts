import { ListPermissionSetsProvisionedToAccountCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({ PermissionSets: z.array(z.string()).default([]), NextToken: nextToken });

/** The ARNs of the permission sets that are provisioned in one account, each once. Throws an AwsFault. */
export async function readPermissionSetsInAccount(
  aws: AwsConnection,
  accountId: string,
  lane: Lane,
): Promise<readonly string[]> {
  const call = { service: "sso-admin", operation: "ListPermissionSetsProvisionedToAccount", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListPermissionSetsProvisionedToAccountCommand({
      InstanceArn: aws.instanceArn,
      AccountId: accountId,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  const arns = new Set<string>();
  for await (const { PermissionSets } of pages) for (const arn of PermissionSets) arns.add(arn);
  return [...arns];
}
