import { DescribeGroupCommand } from "@aws-sdk/client-identitystore";
import { z } from "zod";
import type { Group } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { externalIds } from "./external-ids.ts";
import { nullWhenGone } from "./null-when-gone.ts";

const described = z.object({
  GroupId: z.string(),
  DisplayName: z.string().optional(),
  Description: z.string().optional(),
  ExternalIds: externalIds,
});

/** One group as it is now. Null when the identity store has no such group; throws an AwsFault. */
export async function readGroup(aws: AwsConnection, id: string, lane: Lane): Promise<Group | null> {
  const call = { service: "identitystore", operation: "DescribeGroup", lane } as const;
  const command = new DescribeGroupCommand({ IdentityStoreId: aws.identityStoreId, GroupId: id });
  const answer = await nullWhenGone(() => readAws(aws, call, () => aws.identityStore.send(command)));
  if (answer === null) return null;
  const group = parseAnswer(described, answer, call);
  return {
    id: group.GroupId,
    displayName: group.DisplayName ?? group.GroupId,
    description: group.Description ?? "",
    externalIds: group.ExternalIds,
  };
}
