import type { EngineWait } from "#lib/core/engine-wait.ts";
import type { WaitingRow } from "#lib/core/shown-engine.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "#lib/queries/access/page-of.ts";

/** What keeps an assignment from going on, other than the clock and a human. */
const HELD_UP: readonly EngineWait[] = ["operation", "list", "place", "account", "fault", "drain"];

type Row = Omit<WaitingRow, "fault"> & { faultMessage: string | null; faults: number };

/**
 * One page of the assignments that wait for AWS, for a place, for a pause or for granting, the longest wait first; without those that
 * need a person, which stand in a list of their own. Nobody but readers gets any.
 */
export async function waitingRowsFor(viewer: Viewer, place: Place): Promise<PageOf<WaitingRow>> {
  if (!mayReadEverything(viewer)) return { rows: [], skipped: 0, total: 0, previous: null, next: null };
  const anchorId = place.after ?? place.before;
  const anchor =
    anchorId === undefined
      ? null
      : await db().managedAssignment.findUnique({
          where: { id: anchorId },
          select: { id: true, waitsSince: true },
        });
  const from: Place = anchor?.waitsSince ? place : {};
  const at = anchor?.waitsSince
    ? Prisma.sql`(${anchor.waitsSince}::timestamptz, ${anchor.id}::uuid)`
    : Prisma.sql`('-infinity'::timestamptz, '00000000-0000-0000-0000-000000000000'::uuid)`;
  const backwards = isBackwards(from);
  const [rows, [counts]] = await Promise.all([
    db().$queryRaw<Row[]>`
      select w.id::text as id, w.wait, w.since, w.until, w.fault_message as "faultMessage", w.faults,
             r.id::text as "requestId",
             coalesce(p.display_name, r.requester_name, w.person_id) as "personName",
             coalesce(s.name, r.permission_set_name, w.permission_set_arn) as "permissionSetName",
             coalesce(a.name, r.account_name, w.account_id) as "accountName"
      from (${heldUp}) w
      left join lateral (
        select r.* from access_grant g join request r on r.id = g.request_id
        where g.managed_assignment_id = w.id and g.ended_at is null
        order by g.starts_at limit 1
      ) r on true
      left join person p on p.id = w.person_id
      left join permission_set s on s.arn = w.permission_set_arn
      left join account a on a.id = w.account_id
      where (w.since, w.id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`} ${at}
      order by ${backwards ? Prisma.sql`w.since desc, w.id desc` : Prisma.sql`w.since, w.id`}
      limit ${ROWS + 1}`,
    db().$queryRaw<{ total: number; before: number }[]>`
      select count(*)::int as total,
             (count(*) filter (where (w.since, w.id) ${backwards ? Prisma.sql`<` : Prisma.sql`<=`} ${at}))::int as before
      from (${heldUp}) w`,
  ]);
  return pageOf(rows.map(toWaitingRow), from, counts ?? { total: 0, before: 0 });
}

const heldUp = Prisma.sql`
  select m.*, m.waits_for::text as wait, m.waits_since as since, m.due_at as until from managed_assignment m
  where m.due_at is not null and m.waits_since is not null
    and m.waits_for::text in (${Prisma.join([...HELD_UP])})
    and not exists (
      select from access_grant g where g.managed_assignment_id = m.id and g.state in ('revoke-blocked', 'contested'))`;

function toWaitingRow({ faultMessage, faults, ...row }: Row): WaitingRow {
  return {
    ...row,
    fault: faultMessage === null || faults === 0 ? null : { message: faultMessage, tries: faults },
  };
}
