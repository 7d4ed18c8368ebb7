/** So far apart the clocks may be before operators have to know. */
const MOST_QUIET_SKEW_MS = 30_000;
/** So far apart AWS's clock and ours may be before windows mean nothing. */
const MOST_SKEW_MS = 120_000;

/** Whether AWS's clock and the database's are so far apart that operators have to know. */
export function areClocksApart(awsAheadMs: number | null): boolean {
  return Math.abs(awsAheadMs ?? 0) > MOST_QUIET_SKEW_MS;
}

/** Whether AWS's clock and the database's are too far apart to grant anything; removing goes on. */
export function isTooFarApart(awsAheadMs: number | null): boolean {
  return Math.abs(awsAheadMs ?? 0) > MOST_SKEW_MS;
}
