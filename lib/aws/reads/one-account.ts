import { DescribeAccountCommand, ListParentsCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { Account } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { readAccountTags } from "./account-tags.ts";
import { nullWhenGone } from "./null-when-gone.ts";
import { optionally } from "./optionally.ts";
import { accountStateOf, type ListedAccount, listedAccount, parentIdOf } from "./parse-account.ts";

const described = z.object({ Account: listedAccount });
const parents = z.object({ Parents: z.array(z.object({ Id: z.string() })) });

/** One account as it is now, with its parent and its tags. Null when it is not in the organisation; throws an AwsFault. */
export async function readAccount(aws: AwsConnection, id: string, lane: Lane): Promise<Account | null> {
  const call = { service: "organizations", operation: "DescribeAccount", lane } as const;
  const command = new DescribeAccountCommand({ AccountId: id });
  const answer = await nullWhenGone(() => readAws(aws, call, () => aws.organizations.send(command)));
  if (answer === null) return null;
  const account = parseAnswer(described, answer, call).Account;
  const [parentId, tags] = await Promise.all([
    parentIdOf(account) ?? readParent(aws, id, lane),
    optionally(aws, {}, () => readAccountTags(aws, id, lane)),
  ]);
  return toAccount(account, parentId, tags);
}

async function readParent(aws: AwsConnection, id: string, lane: Lane): Promise<string> {
  const call = { service: "organizations", operation: "ListParents", lane } as const;
  const command = new ListParentsCommand({ ChildId: id });
  const answer = await readAws(aws, call, () => aws.organizations.send(command));
  const [parent] = parseAnswer(parents, answer, call).Parents;
  if (!parent) throw malformed(call, `The account ${id} has no parent.`);
  return parent.Id;
}

function toAccount(account: ListedAccount, parentId: string, tags: Account["tags"]): Account {
  return {
    id: account.Id,
    name: account.Name ?? account.Id,
    email: account.Email ?? "",
    state: accountStateOf(account),
    parentId,
    joinedAt: account.JoinedTimestamp ?? null,
    tags,
  };
}
