/** So far apart AWS's clock and ours may be before windows mean nothing. */
const MOST_SKEW_MS = 120_000;

/** Whether AWS's clock and the database's are too far apart to grant anything; removing goes on. */
export function isTooFarApart(awsAheadMs: number | null): boolean {
  return Math.abs(awsAheadMs ?? 0) > MOST_SKEW_MS;
}
