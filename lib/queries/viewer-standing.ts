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
  const [held, approvals, now] = await Promise.all([
    db().grant.aggregate({
      where: { personId: viewer.personId, state: { in: ["active", "active_preexisting"] } },
      _count: true,
      _min: { endsAt: true },
    }),
    approvalsOf(viewer),
    readNow(),
  ]);
  const waiting =
    approvals.length === 0 ? 0 : await db().request.count({ where: decidable(viewer, approvals, now) });
  return {
    held: { count: held._count, nextEndsAt: held._min.endsAt },
    waiting,
    decides: approvals.length > 0,
  };
}
