import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { countAllChanges } from "#lib/core/catalogue/sync-progress.ts";
import { type Db, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { record } from "#lib/db/record.ts";
import { type ClaimedRefresh, claimRefresh } from "./refresh/claim-refresh.ts";
import { readAccountAgain } from "./refresh/read-account-again.ts";
import { readAround } from "./refresh/read-around.ts";
import { readGroupAgain } from "./refresh/read-group-again.ts";
import { readPersonAgain } from "./refresh/read-person-again.ts";
import { readSetAgain } from "./refresh/read-set-again.ts";
import type { ThingReading } from "./refresh/reading.ts";
import { RefreshConnection } from "./refresh/refresh-connection.ts";
import { refreshTarget } from "./refresh/refresh-target.ts";
import { stageReading } from "./refresh/stage-reading.ts";
import { applyReading } from "./sync/apply-reading.ts";
import { explainFault } from "./sync/explain-fault.ts";
import { lockCatalogue } from "./sync/lock-catalogue.ts";

export type RefreshOutcome =
  | { kind: "done"; refreshId: string; changed: number; calls: number; isGone: boolean }
  | { kind: "failed"; refreshId: string; failure: string }
  /** Another worker took it for lost; what was read is thrown away. */
  | { kind: "lost"; refreshId: string };

/** The longest that writing may take, in milliseconds; a full read that is being written is waited for. */
const WRITE_TIMEOUT_MS = 100_000;

/**
 * Reads the thing that somebody asked for first again from AWS, before the full read's own calls, and makes what is stored of it equal. No transaction is
 * open while AWS is called; one writes what differs, the refresh's end and its audit event. A read that fails changes nothing and says why.
 * @returns what came of it; null when nothing waits
 * @throws what AWS does not explain, after the refresh has been marked failed
 */
export async function refreshAsked(
  doing: Doing<WorkerActor>,
  connection: AwsConnection,
): Promise<RefreshOutcome | null> {
  const refresh = await claimRefresh(doing);
  if (refresh === null) return null;
  const asking = new RefreshConnection(connection);
  try {
    const reading = await readAround(asking.aws, await readThing(asking.aws, refresh));
    return await finish(doing.actor, refresh, reading, asking.calls);
  } catch (error) {
    return await giveUp(doing.actor, refresh, error, asking.calls);
  } finally {
    asking.close();
  }
}

function readThing(aws: AwsConnection, { kind, targetId }: ClaimedRefresh): Promise<ThingReading> {
  switch (kind) {
    case "account":
      return readAccountAgain(aws, targetId);
    case "permission-set":
      return readSetAgain(aws, targetId);
    case "group":
      return readGroupAgain(aws, targetId);
    case "person":
      return readPersonAgain(aws, targetId);
  }
}

class RefreshLostError extends Error {}

async function finish(
  actor: WorkerActor,
  refresh: ClaimedRefresh,
  reading: ThingReading,
  calls: number,
): Promise<RefreshOutcome> {
  return db().$transaction(
    async (tx) => {
      const now = await readNow(tx);
      const runId = refresh.id;
      await lockCatalogue(tx, { now, runId });
      const nouns = await stageReading(tx, refresh.id, reading);
      const changes = await applyReading(tx, {
        crawlId: refresh.id,
        runId,
        now,
        since: refresh.startedAt,
        scope: { kind: refresh.kind, id: refresh.targetId },
        nouns,
      });
      await tx.syncPart.deleteMany({ where: { crawlId: refresh.id } });
      const { isGone, notes } = reading;
      await end(tx, actor, refresh, {
        state: "done",
        finishedAt: now,
        calls,
        changes,
        isGone,
        notes: [...notes],
      });
      const changed = countAllChanges(changes);
      await record(
        tx,
        { actor, now },
        {
          action: "refresh.done",
          ...(await refreshTarget(tx, refresh)),
          cause: "asked by a person",
          details: { refreshId: refresh.id, changed, calls, isGone },
        },
      );
      return { kind: "done", refreshId: refresh.id, changed, calls, isGone } as const;
    },
    { timeout: WRITE_TIMEOUT_MS, maxWait: 10_000 },
  );
}

async function giveUp(
  actor: WorkerActor,
  refresh: ClaimedRefresh,
  error: unknown,
  calls: number,
): Promise<RefreshOutcome> {
  if (error instanceof RefreshLostError) return { kind: "lost", refreshId: refresh.id };
  const failure =
    error instanceof AwsFault ? explainFault(error) : "Something went wrong while it was read or written.";
  try {
    await db().$transaction(async (tx) => {
      const now = await readNow(tx);
      await end(tx, actor, refresh, { state: "failed", finishedAt: now, calls, failure });
      await record(
        tx,
        { actor, now },
        {
          action: "refresh.failed",
          ...(await refreshTarget(tx, refresh)),
          cause: error instanceof AwsFault ? "AWS's answer" : "an error",
          details: { refreshId: refresh.id, failure },
        },
      );
    });
  } catch (ending) {
    if (ending instanceof RefreshLostError) return { kind: "lost", refreshId: refresh.id };
    throw ending;
  }
  if (!(error instanceof AwsFault)) throw error;
  return { kind: "failed", refreshId: refresh.id, failure };
}

/** Writes how a refresh ended, only while it is this worker's. */
async function end(
  tx: Db,
  actor: WorkerActor,
  refresh: ClaimedRefresh,
  data: Parameters<Db["refresh"]["updateMany"]>[0]["data"],
): Promise<void> {
  const { count } = await tx.refresh.updateMany({
    where: { id: refresh.id, state: "running", workerId: actor.workerId },
    data,
  });
  if (count === 0) throw new RefreshLostError(refresh.id);
}
