import { ListDelegatedAdministratorsCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({
  DelegatedAdministrators: z.array(z.object({ Id: z.string() })),
  NextToken: nextToken,
});

/**
 * The ids of the accounts from which Identity Center is administered besides the management account. Throws an AwsFault.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html
 */
export async function readDelegatedAdministrators(aws: AwsConnection): Promise<string[]> {
  const call = {
    service: "organizations",
    operation: "ListDelegatedAdministrators",
    lane: "background",
  } as const;
  const ids: string[] = [];
  const pages = pagesOf(call, async (token) => {
    const command = new ListDelegatedAdministratorsCommand({
      ServicePrincipal: "sso.amazonaws.com",
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.organizations.send(command)), call);
  });
  for await (const { DelegatedAdministrators } of pages)
    ids.push(...DelegatedAdministrators.map(({ Id }) => Id));
  return ids;
}
