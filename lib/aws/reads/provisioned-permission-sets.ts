import { ListAccountsForProvisionedPermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({ AccountIds: z.array(z.string()), NextToken: nextToken });

/** The accounts in which one permission set is provisioned, as pairs. Throws an AwsFault, "gone" when there is no such set. */
export async function* readProvisionedPermissionSets(
  aws: AwsConnection,
  permissionSetArn: string,
  lane: Lane = "background",
): AsyncGenerator<ProvisionedPermissionSet> {
  const operation = "ListAccountsForProvisionedPermissionSet";
  const call = { service: "sso-admin", operation, lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListAccountsForProvisionedPermissionSetCommand({
      InstanceArn: aws.instanceArn,
      PermissionSetArn: permissionSetArn,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  for await (const { AccountIds } of pages) {
    yield* AccountIds.map((accountId) => ({ accountId, permissionSetArn }));
  }
}
