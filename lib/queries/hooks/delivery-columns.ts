import type { DeliveryRow } from "#lib/core/hooks/shown-hooks.ts";
import { Prisma } from "#lib/db/generated/client.ts";

/** A delivery `d` and its event `e` as they are selected. */
export type ReadDelivery = Omit<DeliveryRow, "about"> & {
  requestId: string | null;
  number: number | null;
  role: string | null;
};

/** The columns of a delivery `d` with its event `e`. */
export const deliveryColumns = Prisma.sql`
  d.id::text as id, d.hook_name as "hookName", coalesce(e.type, '') as type, replace(d.state::text, '-', '_') as state,
  e.occurred_at as "occurredAt", d.attempts, d.status, d.failure, d.due_at as "dueAt", d.tried_at as "triedAt",
  coalesce(d.delivered_at, d.given_up_at) as "settledAt", d.again_asked_at is not null as "isAskedAgain",
  e.content->'request'->>'id' as "requestId", (e.content->'request'->>'number')::int as number,
  (e.content->'permissionSet'->>'name') || ' in ' || (e.content->'account'->>'name') as role`;

/** A row as pages list it. */
export function toDeliveryRow<Row extends ReadDelivery>({
  requestId,
  number,
  role,
  ...row
}: Row): Omit<Row, "requestId" | "number" | "role"> & Pick<DeliveryRow, "about"> {
  const about = requestId !== null && number !== null && role !== null ? { requestId, number, role } : null;
  return { ...row, about };
}
