import { stateNow } from "#components/access/grant-now-is.ts";
import type { RequestDetail } from "#lib/core/shown-access.ts";

/**
 * How often a request's page is to be read again by itself; null when nothing on it moves. While its reader may decide it
 * stays as it is: what is decided is what was looked at.
 */
export function paceOf(
  request: RequestDetail,
  now: Date,
): { firstSeconds: number; slowestSeconds: number } | null {
  const quick = { firstSeconds: 2, slowestSeconds: 15 };
  const slow = { firstSeconds: 10, slowestSeconds: 60 };
  if (request.state === "pending") return request.mayDecide || request.lapsesAt <= now ? null : slow;
  switch (request.grant ? stateNow(request.grant, now) : undefined) {
    case "scheduled":
    case "granting":
    case "revoking":
      return quick;
    case "active":
    case "active_preexisting":
    case "revoke_blocked":
    case "contested":
      return slow;
    case "grant_failed":
    case "ended":
    case "cancelled":
    case "invalidated":
    case undefined:
      return null;
  }
}
