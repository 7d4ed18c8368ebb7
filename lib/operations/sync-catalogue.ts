import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import type { Counts } from "#lib/core/catalogue/catalogue-rows.ts";
import type { ChangeCounts } from "#lib/core/catalogue/change-counts.ts";
import { explainImplausible, type Implausible, judgePlausible } from "#lib/core/catalogue/plausibility.ts";
import { countAllChanges, countCalls } from "#lib/core/catalogue/sync-progress.ts";
import { type Db, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { dropCrawl } from "./sync/adopt-crawl.ts";
import { applyReading } from "./sync/apply-reading.ts";
import { type ClaimedRun, claimRun } from "./sync/claim-run.ts";
import { stagedCounts, storedCounts } from "./sync/count-nouns.ts";
import { Crawl } from "./sync/crawl.ts";
import { isPairMapTold } from "./sync/crawl-questions.ts";
import { explainFault } from "./sync/explain-fault.ts";
import { nounsInOrder } from "./sync/noun-tables.ts";
import { readCatalogue } from "./sync/read-catalogue.ts";
import { RunLostError, RunProgress } from "./sync/run-progress.ts";

export type SyncSettings = {
  aws: AwsConnection;
  /** How often the timer has AWS read. */
  everyMinutes: number;
};

export type SyncOutcome =
  | { kind: "done"; runId: string; counts: Counts; changes: ChangeCounts; calls: number }
  | { kind: "failed"; runId: string; failure: string }
  /** Another worker took the run for lost; what was read is thrown away. */
  | { kind: "lost"; runId: string };

/** The longest that writing the differences may take, in milliseconds: a first read of a large organisation. */
const WRITE_TIMEOUT_MS = 300_000;

/**
 * Reads the organisation from AWS and makes the stored catalogue equal it, when somebody asked for that or the timer says so.
 * No transaction is open while AWS is called: what is read is kept in Postgres part by part, and a run goes on from the parts of one that
 * did not end. One transaction writes what differs, the run's end and its audit event. A read that fails half-way, is empty or has
 * collapsed changes nothing, and the run says why.
 * @returns what came of it; null when there was nothing to do, or another worker is at it
 * @throws what neither AWS nor the read explains, after the run has been marked failed
 */
export async function syncDue(
  doing: Doing<WorkerActor>,
  settings: SyncSettings,
): Promise<SyncOutcome | null> {
  const run = await claimRun(doing, settings.everyMinutes);
  if (run === null) return null;
  const { workerId } = doing.actor;
  const progress = new RunProgress(run.id, workerId, run.crawl.notes);
  try {
    const crawl = await Crawl.takeUp({ id: run.crawl.id, runId: run.id, workerId }, progress);
    const turn = { from: run.lastReadAt, to: run.crawl.since };
    await readCatalogue(settings.aws, { crawl, progress, depth: run.depth, turn });
    return await finish(doing.actor, run, progress, crawl);
  } catch (error) {
    return await giveUp(doing.actor, run, progress, error);
  } finally {
    await progress.stop();
  }
}

/** A crawl that must not be believed. */
class ImplausibleReadError extends Error {
  readonly implausible: Implausible;

  constructor(implausible: Implausible) {
    super(explainImplausible(implausible));
    this.implausible = implausible;
  }
}

/** A crawl whose parts are not all in the database. */
class IncompleteCrawlError extends Error {}

async function finish(
  actor: WorkerActor,
  run: ClaimedRun,
  progress: RunProgress,
  crawl: Crawl,
): Promise<SyncOutcome> {
  const isTold = await isPairMapTold(crawl);
  return db().$transaction(
    async (tx) => {
      const now = await readNow(tx);
      await demandWhole(tx, crawl);
      const [counts, stored] = [await stagedCounts(tx, crawl.id), await storedCounts(tx)];
      const read = isTold ? counts : { ...counts, provisioned: stored.provisioned };
      const implausible = judgePlausible(stored, read, run.accepts);
      if (implausible) throw new ImplausibleReadError(implausible);
      const { since } = run.crawl;
      const scope = { kind: "everything" } as const;
      const changes = await applyReading(tx, {
        crawlId: crawl.id,
        runId: run.id,
        now,
        since,
        scope,
        nouns: isTold ? nounsInOrder : nounsInOrder.filter((noun) => noun !== "provisioned"),
      });
      await dropCrawl(tx, crawl.id);
      const ended = progress.finish({ counts, changes });
      const { count } = await tx.syncRun.updateMany({
        where: { id: run.id, state: "running", workerId: actor.workerId },
        data: { state: "done", finishedAt: now, progressAt: now, progress: ended },
      });
      if (count === 0) throw new RunLostError(run.id);
      const calls = countCalls(ended);
      await record(
        tx,
        { actor, now },
        {
          action: "sync.done",
          target: { kind: "sync-run", id: run.id, name: "Read of AWS" },
          cause: run.askedById === null ? "the timer" : "asked by a person",
          details: { ...counts, changed: countAllChanges(changes), calls },
        },
      );
      return { kind: "done", runId: run.id, counts, changes, calls } as const;
    },
    { timeout: WRITE_TIMEOUT_MS, maxWait: 10_000 },
  );
}

/** Parts are not logged: a database that crashed has lost them, and what is left of a crawl is not the organisation. */
async function demandWhole(tx: Db, crawl: Crawl): Promise<void> {
  const parts = await tx.syncPart.count({ where: { crawlId: crawl.id } });
  if (parts !== crawl.size) throw new IncompleteCrawlError(`${parts} of ${crawl.size} parts are there.`);
}

async function giveUp(
  actor: WorkerActor,
  run: ClaimedRun,
  progress: RunProgress,
  error: unknown,
): Promise<SyncOutcome> {
  if (error instanceof RunLostError) return { kind: "lost", runId: run.id };
  const failure = whyItFailed(error);
  const isOurs = await db().$transaction(async (tx) => {
    const now = await readNow(tx);
    const { count } = await tx.syncRun.updateMany({
      where: { id: run.id, state: "running", workerId: actor.workerId },
      data: {
        state: "failed",
        finishedAt: now,
        progressAt: now,
        progress: progress.finish({}),
        failure,
        ...(error instanceof ImplausibleReadError ? { implausible: error.implausible } : {}),
      },
    });
    if (count === 0) return false;
    // What could not be read or written to its end is gone on from; what must not be written is not.
    if (isUnfit(error)) await dropCrawl(tx, run.crawl.id);
    await record(
      tx,
      { actor, now },
      {
        action: "sync.failed",
        target: { kind: "sync-run", id: run.id, name: "Read of AWS" },
        cause: failure,
        details: { calls: countCalls(progress.value) },
      },
    );
    return true;
  });
  if (!isExplained(error)) throw error;
  return isOurs ? { kind: "failed", runId: run.id, failure } : { kind: "lost", runId: run.id };
}

/** Whether what was read may never be written. */
function isUnfit(error: unknown): boolean {
  return error instanceof ImplausibleReadError || error instanceof IncompleteCrawlError;
}

function isExplained(error: unknown): boolean {
  return error instanceof AwsFault || isUnfit(error);
}

function whyItFailed(error: unknown): string {
  if (error instanceof AwsFault) return explainFault(error);
  if (error instanceof ImplausibleReadError) return error.message;
  if (error instanceof IncompleteCrawlError) {
    return "The database has lost a part of what was read, so nothing was changed.";
  }
  return "The read stopped on an error of our own, so nothing was changed.";
}
