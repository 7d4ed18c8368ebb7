import type { ShownDelivery } from "#lib/core/hooks/shown-hooks.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { deliveryColumns, type ReadDelivery, toDeliveryRow } from "./delivery-columns.ts";

type Read = ReadDelivery & Omit<ShownDelivery, keyof ReadDelivery | "about">;

/**
 * One delivery with what was sent and answered; null when there is none, or the viewer may not read it.
 * @param id its UUID
 */
export async function deliveryFor(viewer: Viewer, id: string): Promise<ShownDelivery | null> {
  if (!mayReadEverything(viewer)) return null;
  const [row] = await db().$queryRaw<Read[]>`
    select ${deliveryColumns}, e.id::text as "eventId", e.audit_event_id::float8 as sequence, h.shape::text as shape,
      d.sent_body as "sentBody", d.answer, d.again_asked_by_name as "askedAgainBy"
    from hook_delivery d join hook_event e on e.id = d.event_id join hook h on h.name = d.hook_name
    where d.id = ${id}::uuid`;
  return row ? toDeliveryRow(row) : null;
}
