import { DescribePermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { ManagedPolicy, PermissionSet } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { optionally } from "./optionally.ts";
import {
  readAwsPolicies,
  readCustomerPolicies,
  readInlinePolicy,
  readPermissionsBoundary,
} from "./permission-set-policies.ts";
import { readPermissionSetTags } from "./permission-set-tags.ts";
import { sessionMinutes } from "./session-minutes.ts";

const described = z.object({
  PermissionSet: z.object({
    Name: z.string(),
    Description: z.string().optional(),
    SessionDuration: z.string().optional(),
    RelayState: z.string().optional(),
    CreatedDate: z.date().optional(),
  }),
});

/** What AWS tells of a set without being asked for its policies and tags. */
export type DescribedPermissionSet = Pick<
  PermissionSet,
  "arn" | "name" | "description" | "sessionMinutes" | "relayState" | "createdAt"
>;

/** The set's own words. Throws an AwsFault; its kind is "gone" when there is no such set. */
export async function describePermissionSet(
  aws: AwsConnection,
  arn: string,
  lane: Lane,
): Promise<DescribedPermissionSet> {
  const call = { service: "sso-admin", operation: "DescribePermissionSet", lane } as const;
  const command = new DescribePermissionSetCommand({ InstanceArn: aws.instanceArn, PermissionSetArn: arn });
  const answer = await readAws(aws, call, () => aws.ssoAdmin.send(command));
  const set = parseAnswer(described, answer, call).PermissionSet;
  const minutes = sessionMinutes(set.SessionDuration);
  if (minutes === null) throw malformed(call, `SessionDuration ${set.SessionDuration} is no duration.`);
  return {
    arn,
    name: set.Name,
    description: set.Description ?? "",
    sessionMinutes: minutes,
    relayState: set.RelayState || null,
    createdAt: set.CreatedDate ?? null,
  };
}

/**
 * A described set with its policies, boundary and tags: five calls more. Throws an AwsFault, "gone" when the set is no more.
 * @param before what was known of it, which stays where AWS does not offer to ask
 */
export async function readContents(
  aws: AwsConnection,
  set: DescribedPermissionSet,
  lane: Lane,
  before: Pick<PermissionSet, "managedPolicies" | "permissionsBoundary" | "tags"> | null = null,
): Promise<PermissionSet> {
  const { arn } = set;
  const [awsPolicies, customerPolicies, inlinePolicy, permissionsBoundary, tags] = await Promise.all([
    readAwsPolicies(aws, arn, lane),
    optionally(aws, customerPoliciesOf(before), () => readCustomerPolicies(aws, arn, lane)),
    readInlinePolicy(aws, arn, lane),
    optionally(aws, before?.permissionsBoundary ?? null, () => readPermissionsBoundary(aws, arn, lane)),
    optionally(aws, before?.tags ?? {}, () => readPermissionSetTags(aws, arn, lane)),
  ]);
  return {
    ...set,
    managedPolicies: [...awsPolicies, ...customerPolicies],
    inlinePolicy,
    permissionsBoundary,
    tags,
  };
}

function customerPoliciesOf(set: Pick<PermissionSet, "managedPolicies"> | null): ManagedPolicy[] {
  return (set?.managedPolicies ?? []).filter(({ kind }) => kind === "customer");
}

/** One permission set as it is now. Throws an AwsFault; its kind is "gone" when there is no such set. */
export async function readPermissionSet(aws: AwsConnection, arn: string, lane: Lane): Promise<PermissionSet> {
  return readContents(aws, await describePermissionSet(aws, arn, lane), lane);
}
