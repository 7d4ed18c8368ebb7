import { isRecentSignIn } from "#lib/core/recent-sign-in.ts";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { webEnv } from "#lib/env.ts";

/** Whether the viewer has to sign in again before they can agree to this request. */
export function needsSignIn({ role }: Pick<RequestDetail, "role">, viewer: Viewer, now: Date): boolean {
  const isSensitive = role !== null && role.weight !== "ordinary";
  return isSensitive && !isRecentSignIn(viewer.session.authTime, now, webEnv().RECENT_SIGN_IN_MINUTES);
}
