import { ListAccountsCommand, ListAccountsForParentCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { Account } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { inParallel } from "../in-parallel.ts";
import { pagesOf } from "../pages.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { readAccountTags } from "./account-tags.ts";
import { nextToken } from "./next-token.ts";
import { optionally } from "./optionally.ts";
import { accountStateOf, type ListedAccount, listedAccount, parentIdOf } from "./parse-account.ts";

const page = z.object({ Accounts: z.array(listedAccount), NextToken: nextToken });

/**
 * Every account with its parent and its tags. `unitIds` are the root and all organisational units: they are asked for their
 * accounts only when the accounts carry no paths. Throws an AwsFault; without an operation for tags the tags are empty
 * and the lack is noted on the connection.
 */
export async function* readAccounts(
  aws: AwsConnection,
  unitIds: readonly string[],
  lane: Lane = "background",
): AsyncGenerator<Account> {
  let parents: Promise<ReadonlyMap<string, string>> | null = null;
  yield* inParallel(listAccounts(aws, lane), 8, async (account) => {
    const known = parentIdOf(account);
    if (known === null) parents ??= readParents(aws, unitIds, lane);
    const parentId = known ?? (await parents)?.get(account.Id);
    if (parentId === undefined) {
      throw malformed(
        { service: "organizations", operation: "ListAccountsForParent" },
        `No organisational unit holds the account ${account.Id}; it may have moved during the read.`,
      );
    }
    return toAccount(
      account,
      parentId,
      await optionally(aws, {}, () => readAccountTags(aws, account.Id, lane)),
    );
  });
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
