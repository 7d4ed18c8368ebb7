import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { mayBeAccepted, parseAccepted, parseImplausible } from "#lib/core/catalogue/plausibility.ts";
import { RUN_LOST_AFTER_SECONDS } from "#lib/core/catalogue/sync-progress.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { guarded, no } from "./guarded.ts";

type Refused = {
  depth: "routine" | "thorough";
  implausible: unknown;
  accepts: unknown;
  isLatest: boolean;
};

/**
 * Takes for true what a read of AWS was refused for, half of the groups gone for instance, and asks the worker to read AWS again: that read
 * may find as little, and what earlier refusals in a row were accepted for. Only administrators may, and only of the latest read that ended.
 * @param runId the refused run
 * @returns the id of the run that is asked for, or the refusal `not-allowed`, `unknown`, `nothing-to-accept`, `superseded`, `never-empty`,
 * `sync-running` or `busy`
 */
export async function acceptCollapse(
  doing: Doing<PersonActor>,
  runId: string,
): Promise<Result<{ runId: string }>> {
  const { viewer } = doing.actor;
  if (!viewer.isAdministrator) return refuse({ code: "not-allowed" });
  const movedSince = new Date(doing.now.getTime() - RUN_LOST_AFTER_SECONDS * 1000);
  return guarded(async (tx) => {
    const [run] = await tx.$queryRaw<Refused[]>`
      select depth::text as depth, implausible, accepts, not exists (
        select from sync_run later where later.finished_at > sync_run.finished_at) as "isLatest"
      from sync_run where id::text = ${runId} and state = 'failed'`;
    if (!run) return no({ code: "unknown" });
    const collapse = parseImplausible(run.implausible);
    if (collapse === null) return no({ code: "nothing-to-accept" });
    if (!run.isLatest) return no({ code: "superseded" });
    if (!mayBeAccepted(collapse)) return no({ code: "never-empty" });
    const accepted = parseAccepted(run.accepts).filter(({ noun }) => noun !== collapse.noun);
    const [asked] = await tx.$queryRaw<{ id: string }[]>`
      insert into sync_run (state, depth, asked_by_id, asked_at, accepts)
      select 'asked', ${run.depth}::sync_depth, ${viewer.personId}, ${doing.now}::timestamptz, ${JSON.stringify([...accepted, collapse])}::jsonb
      where not exists (select from sync_run where state = 'running' and progress_at > ${movedSince}::timestamptz)
      on conflict (state) where finished_at is null do nothing
      returning id`;
    if (!asked) return no({ code: "sync-running" });
    await record(tx, doing, {
      action: "sync.collapse-accepted",
      target: { kind: "sync-run", id: asked.id, name: "Read of AWS" },
      cause: "asked by the person",
      details: { refusedRunId: runId, ...collapse },
    });
    await tx.$executeRaw`select pg_notify('gatehouse', 'sync')`;
    return { runId: asked.id };
  });
}
