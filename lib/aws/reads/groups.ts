import { ListGroupsCommand } from "@aws-sdk/client-identitystore";
import { z } from "zod";
import type { Group } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { externalIds } from "./external-ids.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({
  Groups: z.array(
    z.object({
      GroupId: z.string(),
      DisplayName: z.string().optional(),
      Description: z.string().optional(),
      ExternalIds: externalIds,
    }),
  ),
  NextToken: nextToken,
});

/** Every group of the identity store. Throws an AwsFault. */
export async function* readGroups(aws: AwsConnection, lane: Lane = "background"): AsyncGenerator<Group> {
  const call = { service: "identitystore", operation: "ListGroups", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListGroupsCommand({
      IdentityStoreId: aws.identityStoreId,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.identityStore.send(command)), call);
  });
  for await (const { Groups } of pages) {
    for (const group of Groups) {
      yield {
        id: group.GroupId,
        displayName: group.DisplayName ?? group.GroupId,
        description: group.Description ?? "",
        externalIds: group.ExternalIds,
      };
    }
  }
}
