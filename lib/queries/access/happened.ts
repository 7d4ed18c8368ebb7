import type { Happening } from "#lib/core/shown-access.ts";
import { db } from "#lib/db/client.ts";

const SHOWN = 200;

/** What the audit tells of a request and of what became of it, oldest first. The caller has made sure that the viewer may know it. */
export async function happenedTo(requestId: string): Promise<Happening[]> {
  const rows = await db().auditEvent.findMany({
    where: { requestId },
    orderBy: { id: "asc" },
    take: SHOWN,
    select: { id: true, at: true, action: true, actorName: true, cause: true },
  });
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
