import type { KnownAsOf } from "#lib/core/catalogue/as-of.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { firstReadAt } from "../first-read.ts";

/** Whether the organisation is known as it was at a moment, and by which read. Nobody but readers is told. */
export async function knownAsOf(viewer: Viewer, at: Date, now: Date): Promise<KnownAsOf | null> {
  if (!mayReadEverything(viewer)) return null;
  if (at > now) return { is: "future", at };
  const first = await firstReadAt();
  if (first === null || at < first) return { is: "too-early", at, firstReadAt: first };
  const run = await db().syncRun.findFirst({
    where: { state: "done", finishedAt: { lte: at } },
    orderBy: { finishedAt: "desc" },
    select: { id: true, startedAt: true, finishedAt: true },
  });
  const read =
    run?.startedAt && run.finishedAt
      ? { runId: run.id, startedAt: run.startedAt, finishedAt: run.finishedAt }
      : null;
  return { is: "known", at, read };
}
