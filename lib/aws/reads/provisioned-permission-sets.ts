import { ListAccountsForProvisionedPermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { inParallel } from "../in-parallel.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({ AccountIds: z.array(z.string()), NextToken: nextToken });

/** The accounts in which each of these permission sets is provisioned, pair by pair. Throws an AwsFault. */
export async function* readProvisionedPermissionSets(
  aws: AwsConnection,
  permissionSetArns: AsyncIterable<string> | Iterable<string>,
  lane: Lane = "background",
): AsyncGenerator<ProvisionedPermissionSet> {
  const sets = inParallel(permissionSetArns, 8, (arn) => readPairsOfSet(aws, arn, lane));
  for await (const pairs of sets) yield* pairs;
}

async function readPairsOfSet(
  aws: AwsConnection,
  permissionSetArn: string,
  lane: Lane,
): Promise<ProvisionedPermissionSet[]> {
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
  const pairs: ProvisionedPermissionSet[] = [];
  for await (const { AccountIds } of pages) {
    pairs.push(...AccountIds.map((accountId) => ({ accountId, permissionSetArn })));
  }
  return pairs;
}
