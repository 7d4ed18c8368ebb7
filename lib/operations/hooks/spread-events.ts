import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import type { Hook } from "#lib/core/hooks/hook.ts";
import { TRIED_FOR_MS } from "#lib/core/hooks/retries.ts";
import { type Db, db } from "#lib/db/client.ts";
import { wants } from "#lib/read-hooks.ts";
import { composeEvent } from "./compose-event.ts";

const AT_ONCE = 25;

/**
 * Makes the deliveries of events that have none yet: one for each hook that wants to be told. Any number of workers may do it at once.
 * @param settings this worker's hooks, and the address that links begin with
 * @returns how many deliveries were made, whether more may be waiting, and what went wrong with single events, for the log; those are tried
 * again after all others
 */
export async function spreadEvents(
  doing: Doing<WorkerActor>,
  settings: { hooks: readonly Hook[]; baseUrl: string },
): Promise<{ made: number; isMoreWaiting: boolean; faults: readonly Error[] }> {
  const waiting = await db().hookEvent.findMany({
    where: { spreadAt: null },
    orderBy: [{ tries: "asc" }, { auditEventId: "asc" }],
    take: AT_ONCE,
    select: { id: true },
  });
  const faults: Error[] = [];
  let made = 0;
  for (const { id } of waiting) {
    try {
      made += await db().$transaction((tx) => spread(tx, doing, settings, id));
    } catch (error) {
      faults.push(new Error(`the event ${id} could not be made ready`, { cause: error }));
      await db().hookEvent.updateMany({ where: { id, spreadAt: null }, data: { tries: { increment: 1 } } });
    }
  }
  return { made, isMoreWaiting: waiting.length === AT_ONCE && faults.length === 0, faults };
}

async function spread(
  tx: Db,
  { now }: Doing<WorkerActor>,
  { hooks, baseUrl }: { hooks: readonly Hook[]; baseUrl: string },
  id: string,
): Promise<number> {
  const [event] = await tx.$queryRaw<{ auditEventId: bigint }[]>`
    select audit_event_id as "auditEventId" from hook_event where id = ${id}::uuid and spread_at is null for update skip locked`;
  if (!event) return 0;
  const told = hooks.length > 0 ? await composeEvent(tx, event.auditEventId, baseUrl) : null;
  const listeners = told ? hooks.filter((hook) => wants(hook, told.type)) : [];
  await tx.hookEvent.update({
    where: { id },
    data: { spreadAt: now, ...(told && { type: told.type, content: told.content }) },
  });
  const { count } = await tx.hookDelivery.createMany({
    data: listeners.map(({ name }) => ({
      eventId: id,
      hookName: name,
      createdAt: now,
      waitingSince: now,
      giveUpAt: new Date(now.getTime() + TRIED_FOR_MS),
      dueAt: now,
    })),
    skipDuplicates: true,
  });
  return count;
}
