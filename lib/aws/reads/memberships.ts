import { ListGroupMembershipsCommand } from "@aws-sdk/client-identitystore";
import { z } from "zod";
import type { Membership } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { inParallel } from "../in-parallel.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const ofGroup = z.object({
  GroupMemberships: z.array(z.object({ MemberId: z.object({ UserId: z.string() }) })),
  NextToken: nextToken,
});

/** The memberships of these groups; AWS has no list of all. Throws an AwsFault, "gone" when a group is no more. */
export async function* readMemberships(
  aws: AwsConnection,
  groupIds: AsyncIterable<string> | Iterable<string>,
  lane: Lane = "background",
): AsyncGenerator<Membership> {
  const groups = inParallel(groupIds, 8, (groupId) => readMembershipsOfGroup(aws, groupId, lane));
  for await (const memberships of groups) yield* memberships;
}

async function readMembershipsOfGroup(
  aws: AwsConnection,
  groupId: string,
  lane: Lane,
): Promise<Membership[]> {
  const call = { service: "identitystore", operation: "ListGroupMemberships", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListGroupMembershipsCommand({
      IdentityStoreId: aws.identityStoreId,
      GroupId: groupId,
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(ofGroup, await readAws(aws, call, () => aws.identityStore.send(command)), call);
  });
  const memberships: Membership[] = [];
  for await (const { GroupMemberships } of pages) {
    memberships.push(...GroupMemberships.map(({ MemberId }) => ({ groupId, personId: MemberId.UserId })));
  }
  return memberships;
}
