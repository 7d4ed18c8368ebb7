import type { SyncAge } from "#lib/core/catalogue/sync-age.ts";
import { RUN_LOST_AFTER_SECONDS } from "#lib/core/catalogue/sync-progress.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { parseProgress } from "./parse-progress.ts";

/**
 * The age of the catalogue. Anyone who is signed in may know it.
 * @param now decides whether a run that is under way still moves
 */
export async function syncAge(_viewer: Viewer, now: Date): Promise<SyncAge> {
  const [done, last, open, beat] = await Promise.all([
    db().syncRun.findFirst({
      where: { state: "done" },
      orderBy: { finishedAt: "desc" },
      select: { startedAt: true, readsSince: true },
    }),
    db().syncRun.findFirst({
      where: { finishedAt: { not: null } },
      orderBy: { finishedAt: "desc" },
      select: { state: true, finishedAt: true, failure: true },
    }),
    db().syncRun.findMany({
      where: { finishedAt: null },
      select: { state: true, startedAt: true, progressAt: true, progress: true },
    }),
    db().heartbeat.aggregate({ _max: { beatAt: true } }),
  ]);
  const movedSince = now.getTime() - RUN_LOST_AFTER_SECONDS * 1000;
  const running = open.find(
    (run) => run.state === "running" && (run.progressAt?.getTime() ?? 0) > movedSince,
  );
  const isAsked = open.some((run) => run.state === "asked");
  const asked = isAsked ? ({ state: "asked" } as const) : null;
  return {
    readAt: done?.readsSince ?? done?.startedAt ?? null,
    failed:
      last?.state === "failed" && last.finishedAt
        ? { at: last.finishedAt, failure: last.failure ?? "The read stopped." }
        : null,
    underWay: running?.startedAt
      ? { state: "running", startedAt: running.startedAt, progress: parseProgress(running.progress) }
      : asked,
    workerBeatAt: beat._max.beatAt,
  };
}
