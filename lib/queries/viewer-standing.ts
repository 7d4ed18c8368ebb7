import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { approvalsOf, decidable } from "./access/sight.ts";

/** What every page says about its reader, at its edge. */
export type ViewerStanding = {
  /** Grants that the viewer holds now, and the first of their ends. */
  held: { count: number; nextEndsAt: Date | null };
  /** Undecided requests of others that the viewer may decide. */
  waiting: number;
  /** Some rule has the viewer decide. */
  decides: boolean;
};

/** What the viewer holds and what waits for them; anyone who is signed in has one. */
export async function viewerStanding(viewer: Viewer): Promise<ViewerStanding> {
  const [held, approvals, now] = await Promise.all([heldCount(viewer), approvalsOf(viewer), readNow()]);
  const waiting =
    approvals.length === 0 ? 0 : await db().request.count({ where: decidable(viewer, approvals, now) });
  return { held, waiting, decides: approvals.length > 0 };
}

/** What was agreed to go on ends when that does. */
async function heldCount({ personId }: Viewer): Promise<ViewerStanding["held"]> {
  const [held] = await db().$queryRaw<ViewerStanding["held"][]>`
    select count(*)::int as count, min(coalesce(more.ends_at, g.ends_at)) as "nextEndsAt"
    from access_grant g
    left join lateral (
      select x.ends_at from request r join access_grant x on x.request_id = r.id
      where r.extends_grant_id = g.id and x.withdrawn_at is null and x.ended_at is null
    ) more on true
    where g.person_id = ${personId} and g.state in ('active', 'active-preexisting')`;
  return held ?? { count: 0, nextEndsAt: null };
}
