import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { REFRESH_LOST_AFTER_SECONDS, type RefreshKind } from "#lib/core/catalogue/refresh.ts";
import { type Db, db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { refreshTarget } from "./refresh-target.ts";

/** A read of one thing that this worker has taken on. */
export type ClaimedRefresh = { id: string; kind: RefreshKind; targetId: string; startedAt: Date };

/**
 * Takes on the read of one thing that was asked for first, whatever other workers take at the same moment. One whose worker went
 * silent is marked failed before, so that it can be asked for again.
 * @returns null when nothing waits
 */
export async function claimRefresh(doing: Doing<WorkerActor>): Promise<ClaimedRefresh | null> {
  const { actor, now } = doing;
  return db().$transaction(async (tx) => {
    await failLost(tx, doing);
    const [claimed] = await tx.$queryRaw<ClaimedRefresh[]>`
      update refresh set state = 'running', started_at = ${now}::timestamptz, worker_id = ${actor.workerId}
      where id = (
        select id from refresh where finished_at is null and state = 'asked'
        order by asked_at, id limit 1 for update skip locked)
      returning id::text as id, kind::text as kind, target_id as "targetId", started_at as "startedAt"`;
    return claimed ?? null;
  });
}

async function failLost(tx: Db, doing: Doing<WorkerActor>): Promise<void> {
  const lostSince = new Date(doing.now.getTime() - REFRESH_LOST_AFTER_SECONDS * 1000);
  const failure = "The worker that read it stopped before it was done, so nothing was changed.";
  const lost = await tx.$queryRaw<{ id: string; kind: RefreshKind; targetId: string; workerId: string }[]>`
    update refresh set state = 'failed', finished_at = ${doing.now}::timestamptz, failure = ${failure}
    where id in (
      select id from refresh
      where finished_at is null and state = 'running' and started_at < ${lostSince}::timestamptz
      for update skip locked)
    returning id::text as id, kind::text as kind, target_id as "targetId", worker_id as "workerId"`;
  for (const refresh of lost) {
    await record(tx, doing, {
      action: "refresh.failed",
      ...(await refreshTarget(tx, refresh)),
      cause: "its worker went silent",
      details: { refreshId: refresh.id, failure, lostWorkerId: refresh.workerId },
    });
  }
}
