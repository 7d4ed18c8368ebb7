import { ListGroupMembershipsForMemberCommand } from "@aws-sdk/client-identitystore";
import { z } from "zod";
import type { Membership } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({
  GroupMemberships: z.array(z.object({ GroupId: z.string() })),
  NextToken: nextToken,
});

/** The groups that one person is a member of. Throws an AwsFault, "gone" when the person is no more. */
export async function readMembershipsOfPerson(
  aws: AwsConnection,
  personId: string,
  lane: Lane,
): Promise<readonly Membership[]> {
  const call = { service: "identitystore", operation: "ListGroupMembershipsForMember", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListGroupMembershipsForMemberCommand({
      IdentityStoreId: aws.identityStoreId,
      MemberId: { UserId: personId },
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.identityStore.send(command)), call);
  });
  const memberships: Membership[] = [];
  for await (const { GroupMemberships } of pages) {
    memberships.push(...GroupMemberships.map(({ GroupId }) => ({ groupId: GroupId, personId })));
  }
  return memberships;
}
