/** How long a sign-in counts as recent, in minutes, unless configured otherwise. */
export const RECENT_SIGN_IN_MINUTES = 15;

/**
 * Whether somebody proved who they are recently enough to agree to a role like an administrator's.
 * @param provedAt when they did, from the verified ID token; the epoch when the provider does not say
 * @param minutes how long that counts
 */
export function isRecentSignIn(provedAt: Date, now: Date, minutes: number): boolean {
  return now.getTime() - provedAt.getTime() < minutes * 60_000;
}
