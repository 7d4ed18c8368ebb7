import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { RUN_LOST_AFTER_SECONDS } from "#lib/core/catalogue/sync-progress.ts";
import type { SyncDepth } from "#lib/core/catalogue/sync-run.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "./guarded.ts";

/**
 * Asks the worker to read AWS now. Only administrators may, and only while no read is asked for or under way;
 * a run that stopped moving counts as lost and does not stand in the way.
 * @param depth whether what is known is looked at in turn, with the fewest calls, or everything
 * @returns the run's id, or the refusal `not-allowed`, `sync-running` or `busy`
 */
export async function askSync(
  doing: Doing<PersonActor>,
  depth: SyncDepth = "routine",
): Promise<Result<{ runId: string }>> {
  const { viewer } = doing.actor;
  if (!viewer.isAdministrator) return refuse({ code: "not-allowed" });
  const movedSince = new Date(doing.now.getTime() - RUN_LOST_AFTER_SECONDS * 1000);
  return guarded(async (tx) => {
    const [asked] = await tx.$queryRaw<{ id: string }[]>`
      insert into sync_run (state, depth, asked_by_id, asked_at)
      select 'asked', ${depth}::sync_depth, ${viewer.personId}, ${doing.now}::timestamptz
      where not exists (select from sync_run where state = 'running' and progress_at > ${movedSince}::timestamptz)
      on conflict (state) where finished_at is null do nothing
      returning id`;
    if (!asked) return no({ code: "sync-running" });
    await record(tx, doing, {
      action: "sync.asked",
      target: { kind: "sync-run", id: asked.id, name: "Read of AWS" },
      cause: "asked by the person",
      details: { depth },
    });
    await tx.$executeRaw`select pg_notify('gatehouse', 'sync')`;
    return { runId: asked.id };
  });
}
