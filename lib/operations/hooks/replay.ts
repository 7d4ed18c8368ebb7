import type { Actor, Doing } from "#lib/core/actor.ts";
import { TRIED_FOR_MS } from "#lib/core/hooks/retries.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";

/**
 * Has a settled delivery sent again, from the next run of its hook on, and for another day.
 * @param cause whose wish it is, for the audit
 * @returns whether there was such a delivery, and nothing waits of it already
 */
export async function replay(
  tx: Db,
  doing: Doing<Actor>,
  deliveryId: string,
  cause: string,
): Promise<boolean> {
  const { now } = doing;
  const delivery = await tx.hookDelivery.findUnique({
    where: { id: deliveryId },
    select: { state: true, hookName: true },
  });
  if (!delivery || delivery.state === "waiting") return false;
  const { count } = await tx.hookDelivery.updateMany({
    where: { id: deliveryId, state: delivery.state },
    data: {
      state: "waiting",
      tries: 0,
      waitingSince: now,
      giveUpAt: new Date(now.getTime() + TRIED_FOR_MS),
      dueAt: now,
      leaseUntil: null,
      deliveredAt: null,
      givenUpAt: null,
      againAskedAt: null,
      againAskedById: null,
      againAskedByName: null,
    },
  });
  if (count === 0) return false;
  await record(tx, doing, {
    action: "webhook.replayed",
    target: { kind: "webhook-delivery", id: deliveryId, name: delivery.hookName },
    cause,
  });
  return true;
}
