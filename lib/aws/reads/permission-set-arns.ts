import { ListPermissionSetsCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({ PermissionSets: z.array(z.string()), NextToken: nextToken });

/** The ARN of every permission set of the instance. Throws an AwsFault. */
export async function* readPermissionSetArns(
  aws: AwsConnection,
  lane: Lane = "background",
): AsyncGenerator<string> {
  const call = { service: "sso-admin", operation: "ListPermissionSets", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListPermissionSetsCommand({
      InstanceArn: aws.instanceArn,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  for await (const { PermissionSets } of pages) yield* PermissionSets;
}
