import type { Viewer } from "#lib/core/viewer.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { offersFor } from "./offers.ts";
import { reachOfViewer } from "./reach.ts";

/** Where one link to a role leads its reader. */
export type WayTo =
  /** They reach it now, for a while or for ever. */
  | { to: "console"; accountId: string; accountName: string; permissionSetName: string }
  | { to: "form"; setId: string }
  /** Agreed to, and AWS has not shown it yet. */
  | { to: "follow"; requestId: string; accountName: string; permissionSetName: string }
  /** Asked for already, or agreed to for later. */
  | { to: "request"; requestId: string }
  | { to: "nowhere"; why: string };

const NOT_OFFERED =
  "You do not reach this role there, and no rule lets you ask for it. It may also not exist: that is not told apart.";

/**
 * Where a link to one role in one account leads the viewer.
 * @param accountId 12 digits
 * @param setId the last part of the permission set's ARN, or its name
 */
export async function wayTo(viewer: Viewer, accountId: string, setId: string): Promise<WayTo> {
  const [reach, [offer], account, sets] = await Promise.all([
    reachOfViewer(viewer, accountId),
    offersFor(viewer, accountId),
    db().account.findUnique({ where: { id: accountId }, select: { name: true } }),
    db().permissionSet.findMany({
      where: { OR: [{ id: setId }, { name: setId }] },
      select: { arn: true, id: true, name: true },
    }),
  ]);
  const [set] = sets;
  const held = reach.find((way) => sets.some(({ arn }) => arn === way.permissionSetArn));
  if (account && set && held) {
    return { to: "console", accountId, accountName: account.name, permissionSetName: set.name };
  }
  const coming = account && set ? await comingTo(viewer, accountId, set.arn) : null;
  if (account && set && coming) {
    const { requestId, hasBegun } = coming;
    return hasBegun
      ? { to: "follow", requestId, accountName: account.name, permissionSetName: set.name }
      : { to: "request", requestId };
  }
  const offered = offer?.sets.find(({ arn }) => arn === set?.arn);
  if (!offer || !set || !offered) return { to: "nowhere", why: NOT_OFFERED };
  const why = whyUnavailable(offer);
  if (why !== null) return { to: "nowhere", why };
  const open = await db().request.findFirst({
    where: { requesterId: viewer.personId, accountId, permissionSetArn: set.arn, state: "pending" },
    select: { id: true },
  });
  return open ? { to: "request", requestId: open.id } : { to: "form", setId: set.id };
}

/** The viewer's own grant of a role that AWS has not shown yet. */
async function comingTo(
  viewer: Viewer,
  accountId: string,
  permissionSetArn: string,
): Promise<{ requestId: string; hasBegun: boolean } | null> {
  const now = await readNow();
  const grant = await db().grant.findFirst({
    where: {
      personId: viewer.personId,
      accountId,
      permissionSetArn,
      state: { in: ["scheduled", "granting"] },
      withdrawnAt: null,
      endsAt: { gt: now },
    },
    orderBy: { startsAt: "asc" },
    select: { requestId: true, startsAt: true },
  });
  return grant && { requestId: grant.requestId, hasBegun: grant.startsAt <= now };
}
