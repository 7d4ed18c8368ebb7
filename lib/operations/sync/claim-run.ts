import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { type Implausible, parseAccepted } from "#lib/core/catalogue/plausibility.ts";
import { isSyncDue } from "#lib/core/catalogue/sync-due.ts";
import { RUN_LOST_AFTER_SECONDS } from "#lib/core/catalogue/sync-progress.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { type AdoptedCrawl, adoptCrawl } from "./adopt-crawl.ts";
import type { Depth } from "./reading-settings.ts";

/** A run that this worker has taken on. */
export type ClaimedRun = {
  id: string;
  askedById: string | null;
  depth: Depth;
  crawl: AdoptedCrawl;
  /** Collapses that an administrator has taken for true, for this run or for the one that it goes on from. */
  accepts: readonly Implausible[];
  /** When the last complete read began; null before the first. */
  lastReadAt: Date | null;
};

type Taken = { id: string; askedById: string | null; depth: Depth; accepts: unknown };

/**
 * Takes on the run that somebody asked for, or begins one when the timer says so, and finds the crawl that it can go on from.
 * A run whose worker stopped moving it is marked failed first, so that it stands in nobody's way. The first read ever is a thorough one.
 * @param everyMinutes how often the timer asks
 * @returns the run, or null when there is nothing to do or another worker is at it
 */
export async function claimRun(doing: Doing<WorkerActor>, everyMinutes: number): Promise<ClaimedRun | null> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('gatehouse.sync.claim'))`;
    const wasLost = await failLostRuns(tx, doing);
    if ((await tx.syncRun.count({ where: { state: "running" } })) > 0) return null;
    const taken = (await takeAsked(tx, doing)) ?? (await beginDue(tx, doing, { everyMinutes, wasLost }));
    if (taken === null) return null;
    const lastReadAt = await lastRead(tx);
    const depth = lastReadAt === null ? "thorough" : taken.depth;
    const {
      depth: crawled,
      accepts: inherited,
      ...crawl
    } = await adoptCrawl(tx, { runId: taken.id, depth, now: doing.now });
    await tx.syncRun.update({
      where: { id: taken.id },
      data: { depth: crawled, crawlId: crawl.id, readsSince: crawl.since },
    });
    const accepts = [...parseAccepted(taken.accepts), ...parseAccepted(inherited)];
    return { ...taken, depth: crawled, crawl, accepts, lastReadAt };
  });
}

/** Whether there was one. */
async function failLostRuns(tx: Db, doing: Doing<WorkerActor>): Promise<boolean> {
  const lostSince = new Date(doing.now.getTime() - RUN_LOST_AFTER_SECONDS * 1000);
  const failure = "The worker that read AWS stopped before it was done, so nothing was changed.";
  const lost = await tx.syncRun.updateManyAndReturn({
    where: { state: "running", progressAt: { lt: lostSince } },
    data: { state: "failed", finishedAt: doing.now, failure },
    select: { id: true, workerId: true },
  });
  for (const run of lost) {
    await record(tx, doing, {
      action: "sync.failed",
      target: { kind: "sync-run", id: run.id, name: "Read of AWS" },
      cause: "its worker went silent",
      details: { failure, lostWorkerId: run.workerId },
    });
  }
  return lost.length > 0;
}

async function takeAsked(tx: Db, { actor, now }: Doing<WorkerActor>): Promise<Taken | null> {
  const [run] = await tx.syncRun.updateManyAndReturn({
    where: { state: "asked" },
    data: { state: "running", startedAt: now, progressAt: now, workerId: actor.workerId },
    select: { id: true, askedById: true, depth: true, accepts: true },
  });
  return run ?? null;
}

async function beginDue(
  tx: Db,
  { actor, now }: Doing<WorkerActor>,
  { everyMinutes, wasLost }: { everyMinutes: number; wasLost: boolean },
): Promise<Taken | null> {
  const done = await tx.syncRun.aggregate({ where: { state: "done" }, _max: { startedAt: true } });
  const failed = await tx.syncRun.aggregate({ where: { state: "failed" }, _max: { finishedAt: true } });
  const history = {
    lastDoneStartedAt: done._max.startedAt,
    // What died with its worker is gone on from at once: nothing says that AWS would refuse it again.
    lastFailedAt: wasLost ? null : failed._max.finishedAt,
  };
  if (!isSyncDue(history, everyMinutes, now)) return null;
  return tx.syncRun.create({
    data: { state: "running", askedAt: now, startedAt: now, progressAt: now, workerId: actor.workerId },
    select: { id: true, askedById: true, depth: true, accepts: true },
  });
}

/** When what the catalogue shows was read; a run of before runs went on from others says when it began. */
async function lastRead(tx: Db): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    select coalesce(reads_since, started_at) as at from sync_run
    where state = 'done' order by started_at desc limit 1`;
  return row?.at ?? null;
}
