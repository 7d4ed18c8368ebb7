import { ListAccountsCommand, ListAccountsForParentCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";
import { readParentOfAccount } from "./parent-of-account.ts";
import {
  type AccountWithoutTags,
  type ListedAccount,
  listedAccount,
  parentIdOf,
  toAccount,
} from "./parse-account.ts";

const page = z.object({ Accounts: z.array(listedAccount), NextToken: nextToken });

/**
 * Every account with its parent. `unitIds` are the root and all organisational units: they are asked for their accounts only when
 * the accounts carry no paths, and an account that moved meanwhile is asked for its parent. Throws an AwsFault.
 */
export async function* readAccounts(
  aws: AwsConnection,
  unitIds: readonly string[],
  lane: Lane = "background",
): AsyncGenerator<AccountWithoutTags> {
  let parents: ReadonlyMap<string, string> | null = null;
  for await (const account of listAccounts(aws, lane)) {
    const known = parentIdOf(account);
    if (known === null) parents ??= await readParents(aws, unitIds, lane);
    yield toAccount(
      account,
      known ?? parents?.get(account.Id) ?? (await readParentOfAccount(aws, account.Id, lane)),
    );
  }
}

async function* listAccounts(aws: AwsConnection, lane: Lane): AsyncGenerator<ListedAccount> {
  const call = { service: "organizations", operation: "ListAccounts", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListAccountsCommand({ MaxResults: 20, ...token });
    return parseAnswer(page, await readAws(aws, call, () => aws.organizations.send(command)), call);
  });
  for await (const { Accounts } of pages) yield* Accounts;
}

async function readParents(
  aws: AwsConnection,
  unitIds: readonly string[],
  lane: Lane,
): Promise<ReadonlyMap<string, string>> {
  const call = { service: "organizations", operation: "ListAccountsForParent", lane } as const;
  const parents = new Map<string, string>();
  for (const ParentId of unitIds) {
    const pages = pagesOf(call, async (token) => {
      const command = new ListAccountsForParentCommand({ ParentId, MaxResults: 20, ...token });
      return parseAnswer(page, await readAws(aws, call, () => aws.organizations.send(command)), call);
    });
    for await (const { Accounts } of pages) {
      for (const account of Accounts) parents.set(account.Id, ParentId);
    }
  }
  return parents;
}
