import { askClock } from "#lib/aws/ask-clock.ts";
import { awsNowMs } from "#lib/aws/aws-clock.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { areClocksApart } from "#lib/core/granting.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";

/** A worker that has nothing to do hears nothing of AWS; so seldom it asks. */
const ASK_AFTER_MS = 5 * 60_000;

/**
 * Writes down how far AWS's clock is from the database's, as the last answers told: alarms and the stop of granting follow from it. Where nothing
 * was heard lately and what is known is old or bad, AWS is asked: while granting is stopped nothing else would find out that the clocks agree again.
 */
export async function noteAwsClock(aws: AwsConnection): Promise<void> {
  if (awsNowMs(aws.heardClock()) === null && (await isWorthAsking())) await askClock(aws);
  const now = await readNow();
  const awsMs = awsNowMs(aws.heardClock());
  if (awsMs === null) return;
  await db().engineState.updateMany({
    data: { awsAheadMs: Math.round(awsMs - now.getTime()), awsAheadAt: now },
  });
}

async function isWorthAsking(): Promise<boolean> {
  const [state, now] = await Promise.all([
    db().engineState.findFirst({ select: { awsAheadMs: true, awsAheadAt: true } }),
    readNow(),
  ]);
  if (!state?.awsAheadAt || areClocksApart(state.awsAheadMs)) return true;
  return now.getTime() - state.awsAheadAt.getTime() > ASK_AFTER_MS;
}
