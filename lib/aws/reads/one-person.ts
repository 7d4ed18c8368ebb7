import { DescribeUserCommand } from "@aws-sdk/client-identitystore";
import type { Person } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nullWhenGone } from "./null-when-gone.ts";
import { ENTERPRISE, listedUser, toPerson } from "./parse-person.ts";

/** One person as they are now. Null when the identity store has no such user; throws an AwsFault. */
export async function readPerson(aws: AwsConnection, id: string, lane: Lane): Promise<Person | null> {
  const call = { service: "identitystore", operation: "DescribeUser", lane } as const;
  const command = new DescribeUserCommand({
    IdentityStoreId: aws.identityStoreId,
    UserId: id,
    Extensions: [ENTERPRISE],
  });
  const answer = await nullWhenGone(() => readAws(aws, call, () => aws.identityStore.send(command)));
  return answer === null ? null : toPerson(parseAnswer(listedUser, answer, call));
}
