import { DescribeAccountCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { Tags } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { readAccountTags } from "./account-tags.ts";
import { nullWhenGone } from "./null-when-gone.ts";
import { optionally } from "./optionally.ts";
import { readParentOfAccount } from "./parent-of-account.ts";
import { type AccountWithoutTags, listedAccount, parentIdOf, toAccount } from "./parse-account.ts";

const described = z.object({ Account: listedAccount });

/** One account as it is now, with its parent and its tags. Null when it is not in the organisation; throws an AwsFault. */
export async function readAccount(
  aws: AwsConnection,
  id: string,
  lane: Lane,
): Promise<{ account: AccountWithoutTags; tags: Tags } | null> {
  const call = { service: "organizations", operation: "DescribeAccount", lane } as const;
  const command = new DescribeAccountCommand({ AccountId: id });
  const answer = await nullWhenGone(() => readAws(aws, call, () => aws.organizations.send(command)));
  if (answer === null) return null;
  const account = parseAnswer(described, answer, call).Account;
  const [parentId, tags] = await Promise.all([
    parentIdOf(account) ?? readParentOfAccount(aws, id, lane),
    optionally(aws, {}, () => readAccountTags(aws, id, lane)),
  ]);
  return { account: toAccount(account, parentId), tags };
}
