import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListParentsCommand,
} from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { Account } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";
import { accountStateOf, type ListedAccount, listedAccount, parentIdOf } from "./parse-account.ts";

/** As the list of all accounts tells it; tags are listed account by account. */
export type AccountWithoutTags = Omit<Account, "tags">;

const page = z.object({ Accounts: z.array(listedAccount), NextToken: nextToken });
const parentsPage = z.object({ Parents: z.array(z.object({ Id: z.string() })) });

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
    yield toAccount(account, known ?? parents?.get(account.Id) ?? (await readParent(aws, account.Id, lane)));
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

async function readParent(aws: AwsConnection, accountId: string, lane: Lane): Promise<string> {
  const call = { service: "organizations", operation: "ListParents", lane } as const;
  const command = new ListParentsCommand({ ChildId: accountId });
  const answer = await readAws(aws, call, () => aws.organizations.send(command));
  const [parent] = parseAnswer(parentsPage, answer, call).Parents;
  if (!parent) throw malformed(call, `No organisational unit holds the account ${accountId}.`);
  return parent.Id;
}

function toAccount(account: ListedAccount, parentId: string): AccountWithoutTags {
  return {
    id: account.Id,
    name: account.Name ?? account.Id,
    email: account.Email ?? "",
    state: accountStateOf(account),
    parentId,
    joinedAt: account.JoinedTimestamp ?? null,
  };
}
