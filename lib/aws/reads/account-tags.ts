import { ListTagsForResourceCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { Tags } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  NextToken: nextToken,
});

/** The tags of one account. Throws an AwsFault. */
export async function readAccountTags(aws: AwsConnection, accountId: string, lane: Lane): Promise<Tags> {
  const call = { service: "organizations", operation: "ListTagsForResource", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListTagsForResourceCommand({ ResourceId: accountId, ...token });
    return parseAnswer(page, await readAws(aws, call, () => aws.organizations.send(command)), call);
  });
  const tags = new Map<string, string>();
  for await (const { Tags } of pages) {
    for (const { Key, Value } of Tags) tags.set(Key, Value);
  }
  return Object.fromEntries(tags);
}
