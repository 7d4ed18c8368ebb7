import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

export type OpenAlarm = { id: string; kind: string; summary: string; openedAt: Date; grantId: string | null };

const SHOWN = 50;

/** The alarms that stand, the oldest first. Nobody but readers gets any. */
export async function openAlarms(viewer: Viewer): Promise<readonly OpenAlarm[]> {
  if (!mayReadEverything(viewer)) return [];
  return db().alarm.findMany({
    where: { closedAt: null },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    take: SHOWN,
    select: { id: true, kind: true, summary: true, openedAt: true, grantId: true },
  });
}
