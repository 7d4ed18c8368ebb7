import { ListGroupMembershipsCommand } from "@aws-sdk/client-identitystore";
import { z } from "zod";
import type { Membership } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({
  // A member of a kind that is not a user says nothing about people.
  GroupMemberships: z.array(z.object({ MemberId: z.object({ UserId: z.string().optional() }).optional() })),
  NextToken: nextToken,
});

/** The memberships of one group; AWS has no list of all. Throws an AwsFault, "gone" when the group is no more. */
export async function* readMemberships(
  aws: AwsConnection,
  groupId: string,
  lane: Lane = "background",
): AsyncGenerator<Membership> {
  const call = { service: "identitystore", operation: "ListGroupMemberships", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListGroupMembershipsCommand({
      IdentityStoreId: aws.identityStoreId,
      GroupId: groupId,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.identityStore.send(command)), call);
  });
  for await (const { GroupMemberships } of pages) {
    for (const { MemberId } of GroupMemberships) {
      if (MemberId?.UserId !== undefined) yield { groupId, personId: MemberId.UserId };
    }
  }
}
