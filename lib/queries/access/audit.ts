import { z } from "zod";
import type { AuditRow } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "./page-of.ts";

export type AuditFilters = {
  action?: string | undefined;
  /** A part of the actor's name, or the actor's id. */
  actor?: string | undefined;
  /** A person's id: what they did, and what was about them. */
  person?: string | undefined;
  account?: string | undefined;
  /** A request's number. */
  request?: number | undefined;
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
};

const details = z.record(z.string(), z.unknown()).catch({});

function inWords(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return value.map(inWords).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function conditions(
  filters: AuditFilters,
  requestId: string | null | undefined,
): Prisma.AuditEventWhereInput[] {
  const { action, actor, person, account, from, to } = filters;
  return [
    action === undefined ? {} : { action },
    actor === undefined
      ? {}
      : { OR: [{ actorName: { contains: actor, mode: "insensitive" } }, { actorId: actor }] },
    person === undefined ? {} : { OR: [{ actorId: person }, { personId: person }] },
    account === undefined ? {} : { accountId: account },
    requestId === undefined ? {} : { requestId },
    from === undefined ? {} : { at: { gte: from } },
    to === undefined ? {} : { at: { lt: to } },
  ];
}

const noEvents = { rows: [], skipped: 0, total: 0, previous: null, next: null } as const;

/** One page of the audit, the newest first. Nobody but readers gets any. */
export async function auditFor(
  viewer: Viewer,
  filters: AuditFilters,
  place: Place,
): Promise<PageOf<AuditRow>> {
  if (!mayReadEverything(viewer)) return noEvents;
  const request =
    filters.request === undefined
      ? undefined
      : await db().request.findUnique({ where: { number: filters.request }, select: { id: true } });
  if (request === null) return noEvents;
  const where = { AND: conditions(filters, request?.id) };
  const backwards = isBackwards(place);
  const anchor = place.after ?? place.before;
  const id = anchor === undefined ? null : BigInt(anchor);
  const newer = id === null ? null : { id: { gt: id } };
  const older = id === null ? null : { id: { lt: id } };
  const [rows, total, before] = await Promise.all([
    db().auditEvent.findMany({
      where: { AND: [where, (backwards ? newer : older) ?? {}] },
      orderBy: { id: backwards ? "asc" : "desc" },
      take: ROWS + 1,
    }),
    db().auditEvent.count({ where }),
    id === null
      ? 0
      : db().auditEvent.count({ where: { AND: [where, { id: backwards ? { gt: id } : { gte: id } }] } }),
  ]);
  const shown = rows.map((row) => ({
    ...row,
    id: String(row.id),
    details: Object.entries(details.parse(row.details)).map(
      ([name, value]) => [name, inWords(value)] as const,
    ),
  }));
  return pageOf(shown, place, { total, before });
}

/** Every action that the audit holds, by name, for a filter to choose from. Nobody but readers gets any. */
export async function auditActions(viewer: Viewer): Promise<readonly string[]> {
  if (!mayReadEverything(viewer)) return [];
  // Skips from one action to the next by the index, however many events there are.
  const rows = await db().$queryRaw<{ action: string }[]>`
    with recursive known as (
      (select action from audit_event order by action limit 1)
      union all
      select (select e.action from audit_event e where e.action > known.action order by e.action limit 1)
      from known where known.action is not null
    )
    select action from known where action is not null`;
  return rows.map((row) => row.action);
}
