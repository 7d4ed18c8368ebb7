import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Result } from "#lib/core/result.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "../guarded.ts";

/**
 * Writes down that an administrator wants a delivery sent again, delivered or given up. The worker looks for itself who asks, and sends it.
 * @param deliveryId its UUID
 * @returns the delivery's id; or a refusal: unknown (also for everybody but administrators), still-waiting, ask-open, busy
 */
export async function askReplay(
  doing: Doing<PersonActor>,
  deliveryId: string,
): Promise<Result<{ deliveryId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (!viewer.isAdministrator) return no({ code: "unknown" });
    const delivery = await tx.hookDelivery.findUnique({
      where: { id: deliveryId },
      select: { state: true, hookName: true, againAskedAt: true },
    });
    if (!delivery) return no({ code: "unknown" });
    if (delivery.state === "waiting") return no({ code: "still-waiting" });
    const { count } = await tx.hookDelivery.updateMany({
      where: { id: deliveryId, state: delivery.state, againAskedAt: null },
      data: {
        againAskedAt: doing.now,
        againAskedById: viewer.personId,
        againAskedByName: viewer.displayName,
      },
    });
    if (count === 0) return no({ code: "ask-open" });
    await record(tx, doing, {
      action: "webhook.replay-asked",
      target: { kind: "webhook-delivery", id: deliveryId, name: delivery.hookName },
      cause: "asked by the person",
    });
    await wake(tx, "webhooks");
    return { deliveryId };
  });
}
