import { DescribeInstanceCommand } from "@aws-sdk/client-sso-admin";
import { AwsFault } from "./aws-fault.ts";
import { callAws } from "./call.ts";
import type { AwsConnection } from "./connect.ts";

const PATIENCE_MS = 5_000;

/** Asks AWS something small, so that its clock is heard in the answer. An answer that refuses tells the time as well; where none comes nothing is heard. */
export async function askClock(aws: AwsConnection): Promise<void> {
  const call = {
    service: "sso-admin",
    operation: "DescribeInstance",
    lane: "interactive",
    startWithinMs: PATIENCE_MS,
  } as const;
  try {
    await callAws(aws, call, () =>
      aws.ssoAdmin.send(new DescribeInstanceCommand({ InstanceArn: aws.instanceArn })),
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
  }
}
