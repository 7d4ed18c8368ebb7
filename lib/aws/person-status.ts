import { DescribeUserCommand } from "@aws-sdk/client-identitystore";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { AwsFault } from "./aws-fault.ts";
import { callAws } from "./call.ts";
import type { AwsConnection } from "./connect.ts";
import type { Urgency } from "./limiter.ts";
import { parseAnswer } from "./parse-answer.ts";
import { listedUser, toPerson } from "./reads/parse-person.ts";

/** The person's status at this moment, or GONE when the identity store has no such user. One attempt; throws an AwsFault. */
export async function personStatus(
  aws: AwsConnection,
  personId: string,
  urgency: Urgency = { lane: "interactive" },
): Promise<PersonStatus | "GONE"> {
  const call = { service: "identitystore", operation: "DescribeUser", ...urgency } as const;
  const command = new DescribeUserCommand({ IdentityStoreId: aws.identityStoreId, UserId: personId });
  try {
    const answer = await callAws(aws, call, () => aws.identityStore.send(command));
    return toPerson(parseAnswer(listedUser, answer, call)).status;
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return "GONE";
    throw error;
  }
}
