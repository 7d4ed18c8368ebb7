import { SESSION_IDLE_MINUTES } from "#lib/core/session-limits.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";

export type OwnSession = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
  /** The one that this page is read with. */
  isThis: boolean;
};

/** The viewer's own sessions that are still good, the latest used first. */
export async function sessionsOf(viewer: Viewer): Promise<OwnSession[]> {
  const now = await readNow();
  const rows = await db().session.findMany({
    where: {
      personId: viewer.personId,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - SESSION_IDLE_MINUTES * 60_000) },
    },
    select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, address: true, userAgent: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
  });
  return rows.map((row) => ({ ...row, isThis: row.id === viewer.session.id }));
}
