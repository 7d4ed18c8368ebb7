import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import type { Result } from "#lib/core/result.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "./guarded.ts";
import { nameOfThing, refreshTarget } from "./refresh/refresh-target.ts";

const OPEN_AT_MOST = 10;
const AGAIN_AFTER_SECONDS = 10;

/**
 * Asks the worker to read one account, permission set, group or person again now. Administrators and auditors may, of whatever the catalogue
 * knows or has known. What is asked for already is not asked for twice: a second click answers as the first did.
 * @param thing `targetId` is the account's, group's or person's id, or the permission set's ARN
 * @returns the refresh's id; or a refusal: not-allowed, unknown, refreshed-just-now, too-many-refreshes
 */
export async function askRefresh(
  doing: Doing<PersonActor>,
  thing: { kind: RefreshKind; targetId: string },
): Promise<Result<{ refreshId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (!mayReadEverything(viewer)) return no({ code: "not-allowed" });
    if ((await nameOfThing(tx, thing)) === null) return no({ code: "unknown" });
    // Two who ask at once are counted one after the other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('gatehouse.refresh.ask'))`;
    const open = await openRefreshes(tx);
    const same = open.find(({ kind, targetId }) => kind === thing.kind && targetId === thing.targetId);
    if (same) return { refreshId: same.id };
    if (open.length >= OPEN_AT_MOST) return no({ code: "too-many-refreshes", max: OPEN_AT_MOST });
    const waitSeconds = await secondsToWait(tx, thing, doing.now);
    if (waitSeconds > 0) return no({ code: "refreshed-just-now", waitSeconds });
    const refreshId = await insert(tx, doing, thing);
    await record(tx, doing, {
      action: "refresh.asked",
      ...(await refreshTarget(tx, thing)),
      cause: "asked by the person",
      details: { refreshId },
    });
    await wake(tx, "refresh");
    return { refreshId };
  });
}

async function openRefreshes(tx: Db): Promise<{ id: string; kind: string; targetId: string }[]> {
  return tx.$queryRaw`
    select id::text as id, kind::text as kind, target_id as "targetId" from refresh where finished_at is null`;
}

async function secondsToWait(
  tx: Db,
  { kind, targetId }: { kind: RefreshKind; targetId: string },
  now: Date,
): Promise<number> {
  const [last] = await tx.$queryRaw<{ finishedAt: Date }[]>`
    select finished_at as "finishedAt" from refresh
    where kind = ${kind}::refresh_kind and target_id = ${targetId} and finished_at is not null
    order by asked_at desc limit 1`;
  if (!last) return 0;
  return Math.ceil(AGAIN_AFTER_SECONDS - (now.getTime() - last.finishedAt.getTime()) / 1000);
}

async function insert(
  tx: Db,
  { actor, now }: Doing<PersonActor>,
  { kind, targetId }: { kind: RefreshKind; targetId: string },
): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into refresh (state, kind, target_id, asked_by_id, asked_at, calls, changes)
    values ('asked', ${kind}::refresh_kind, ${targetId}, ${actor.viewer.personId}, ${now}::timestamptz, 0, '{}')
    returning id::text as id`;
  if (!row) throw new Error("The refresh was not written.");
  return row.id;
}
