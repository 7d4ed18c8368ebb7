import type { DeliveryRow, DeliveryState } from "#lib/core/hooks/shown-hooks.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "../access/page-of.ts";
import { deliveryColumns, type ReadDelivery, toDeliveryRow } from "./delivery-columns.ts";

export type DeliveryFilters = { state?: DeliveryState | undefined; hook?: string | undefined };

const nothing = { rows: [], skipped: 0, total: 0, previous: null, next: null } as const;

/** One page of the deliveries that the filters leave, the newest first. Nobody but readers gets any. */
export async function deliveriesFor(
  viewer: Viewer,
  filters: DeliveryFilters,
  place: Place,
): Promise<PageOf<DeliveryRow>> {
  if (!mayReadEverything(viewer)) return nothing;
  const where = matching(filters);
  const anchor = await anchorOf(place);
  const backwards = anchor !== null && isBackwards(place);
  const [read, counts] = await Promise.all([
    db().$queryRaw<ReadDelivery[]>`
      select ${deliveryColumns} from hook_delivery d join hook_event e on e.id = d.event_id
      where ${where} and ${anchor ? beyond(anchor, backwards) : Prisma.sql`true`}
      order by ${backwards ? Prisma.sql`d.created_at, d.id desc` : Prisma.sql`d.created_at desc, d.id`} limit ${ROWS + 1}`,
    db().$queryRaw<{ total: number; before: number }[]>`
      select count(*)::int as total, (count(*) filter (where ${anchor ? upTo(anchor, !backwards) : Prisma.sql`false`}))::int as before
      from hook_delivery d where ${where}`,
  ]);
  const counted = counts[0] ?? { total: 0, before: 0 };
  return pageOf(read.map(toDeliveryRow), anchor ? place : {}, counted);
}

type Anchor = { id: string; createdAt: Date };

function matching({ state, hook }: DeliveryFilters): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (state) conditions.push(Prisma.sql`d.state = ${state.replace("_", "-")}::hook_delivery_state`);
  if (hook) conditions.push(Prisma.sql`d.hook_name = ${hook}`);
  return Prisma.join(conditions, " and ");
}

/** From the newest on when what stood there is gone. */
async function anchorOf({ after, before }: Place): Promise<Anchor | null> {
  const id = after ?? before;
  return id === undefined
    ? null
    : db().hookDelivery.findUnique({ where: { id }, select: { id: true, createdAt: true } });
}

function beyond({ id, createdAt }: Anchor, backwards: boolean): Prisma.Sql {
  const at = Prisma.sql`${createdAt}::timestamptz`;
  return backwards
    ? Prisma.sql`(d.created_at >= ${at} and (d.created_at > ${at} or d.id < ${id}::uuid))`
    : Prisma.sql`(d.created_at <= ${at} and (d.created_at < ${at} or d.id > ${id}::uuid))`;
}

/** The rows before an anchor, with the anchor itself where it is asked for. */
function upTo(anchor: Anchor, isWithAnchor: boolean): Prisma.Sql {
  return isWithAnchor
    ? Prisma.sql`(${beyond(anchor, true)} or d.id = ${anchor.id}::uuid)`
    : beyond(anchor, true);
}
