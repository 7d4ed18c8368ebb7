import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";

const DAY_MS = 24 * 3_600_000;
const KEPT_FOR_MS = 30 * DAY_MS;
/** Workers write down every minute which hooks they have. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
const AT_ONCE = 1_000;

/** More than there are in a day: every one of them broke off here, before it could say what came of it. */
const BROKEN_OFF = 20;

/**
 * Gives up what waits longer than it is tried for a hook that is off, what waits for one that no worker has any more, and what breaks off here
 * again and again; and removes events that are older than thirty days, with their deliveries. What no worker tried in time, because none ran, is
 * left to be tried once more. Call it after this worker has noted its hooks.
 * @returns how many deliveries were given up, and how many events removed
 */
export async function sweepDeliveries({
  now,
}: Doing<WorkerActor>): Promise<{ givenUp: number; removed: number }> {
  const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_MS);
  const givenUp = await db().$executeRaw`
    update hook_delivery d set state = 'given-up', given_up_at = ${now}, lease_until = null,
      failure = case when h.configured_at < ${forgotten} then 'no worker has this webhook any more'
        when d.failure is null then 'the webhook is off' else d.failure end
    from hook h
    where h.name = d.hook_name and d.state = 'waiting' and (d.lease_until is null or d.lease_until <= ${now})
      and (h.configured_at < ${forgotten}
        or d.give_up_at <= ${now} and (h.off_fingerprint = h.fingerprint or d.tries >= ${BROKEN_OFF}))`;
  const removed = await db().$executeRaw`
    delete from hook_event where id in (
      select id from hook_event where occurred_at < ${new Date(now.getTime() - KEPT_FOR_MS)} order by occurred_at limit ${AT_ONCE})`;
  return { givenUp, removed };
}
