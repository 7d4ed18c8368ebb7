import { AwsFault } from "../aws-fault.ts";
import type { AwsConnection } from "../connect.ts";

/**
 * A detail that a read can do without when the endpoint does not offer the operation: the lack is noted on the connection, so
 * that it can be shown, and the fallback stands in. Every other AwsFault is thrown on.
 */
export async function optionally<Value>(
  aws: AwsConnection,
  fallback: Value,
  read: () => Promise<Value>,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AwsFault) || error.kind !== "not-offered") throw error;
    aws.notOffered.add(`${error.service}:${error.operation}`);
    return fallback;
  }
}
