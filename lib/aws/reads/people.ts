import { ListUsersCommand } from "@aws-sdk/client-identitystore";
import { z } from "zod";
import type { Person } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";
import { ENTERPRISE, listedUser, toPerson } from "./parse-person.ts";

const page = z.object({ Users: z.array(listedUser), NextToken: nextToken });

/** Every user of the identity store. Throws an AwsFault. */
export async function* readPeople(aws: AwsConnection, lane: Lane = "background"): AsyncGenerator<Person> {
  const call = { service: "identitystore", operation: "ListUsers", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListUsersCommand({
      IdentityStoreId: aws.identityStoreId,
      MaxResults: 100,
      Extensions: [ENTERPRISE],
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.identityStore.send(command)), call);
  });
  for await (const { Users } of pages) yield* Users.map(toPerson);
}
