/** The last runs that finished, as far as the timer cares. */
export type SyncHistory = {
  /** When the last run that read everything began. */
  lastDoneStartedAt: Date | null;
  /** When the last run that failed came to its end. */
  lastFailedAt: Date | null;
};

/** A failed run is tried again this soon, or at the timer's own pace if that is quicker. */
const RETRY_AFTER_MINUTES = 5;

/**
 * Whether the timer asks for a read of AWS now.
 * @param everyMinutes the configured distance between the beginnings of two runs
 */
export function isSyncDue(history: SyncHistory, everyMinutes: number, now: Date): boolean {
  const since = (at: Date | null) => (at ? now.getTime() - at.getTime() : Number.POSITIVE_INFINITY);
  const isOld = since(history.lastDoneStartedAt) >= everyMinutes * 60_000;
  const mayRetry = since(history.lastFailedAt) >= Math.min(RETRY_AFTER_MINUTES, everyMinutes) * 60_000;
  return isOld && mayRetry;
}
