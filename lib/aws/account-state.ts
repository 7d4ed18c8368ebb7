import { DescribeAccountCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { AccountState } from "#lib/core/catalogue.ts";
import { AwsFault } from "./aws-fault.ts";
import { callAws } from "./call.ts";
import type { AwsConnection } from "./connect.ts";
import type { Urgency } from "./limiter.ts";
import { parseAnswer } from "./parse-answer.ts";
import { accountStateOf, listedAccount } from "./reads/parse-account.ts";

const described = z.object({ Account: listedAccount });

/** The account's state at this moment, or GONE when it is not in the organisation. One attempt; throws an AwsFault. */
export async function accountState(
  aws: AwsConnection,
  accountId: string,
  urgency: Urgency = { lane: "interactive" },
): Promise<AccountState | "GONE"> {
  const call = { service: "organizations", operation: "DescribeAccount", ...urgency } as const;
  const command = new DescribeAccountCommand({ AccountId: accountId });
  try {
    const answer = await callAws(aws, call, () => aws.organizations.send(command));
    return accountStateOf(parseAnswer(described, answer, call).Account);
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return "GONE";
    throw error;
  }
}
