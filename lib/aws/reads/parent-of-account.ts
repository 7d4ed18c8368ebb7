import { ListParentsCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";

const answered = z.object({ Parents: z.array(z.object({ Id: z.string() })) });

/** The root or organisational unit that holds one account. Throws an AwsFault. */
export async function readParentOfAccount(
  aws: AwsConnection,
  accountId: string,
  lane: Lane,
): Promise<string> {
  const call = { service: "organizations", operation: "ListParents", lane } as const;
  const command = new ListParentsCommand({ ChildId: accountId });
  const answer = await readAws(aws, call, () => aws.organizations.send(command));
  const [parent] = parseAnswer(answered, answer, call).Parents;
  if (!parent) throw malformed(call, `No organisational unit holds the account ${accountId}.`);
  return parent.Id;
}
