import { awsNowMs } from "#lib/aws/aws-clock.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";

/**
 * Writes down how far AWS's clock is from the database's, as the last answers told: alarms and the stop of granting follow from it. Where AWS has
 * not been heard for long, what was known stays.
 */
export async function noteAwsClock(aws: AwsConnection): Promise<void> {
  const now = await readNow();
  const awsMs = awsNowMs(aws.heardClock());
  if (awsMs === null) return;
  await db().engineState.updateMany({
    data: { awsAheadMs: Math.round(awsMs - now.getTime()), awsAheadAt: now },
  });
}
