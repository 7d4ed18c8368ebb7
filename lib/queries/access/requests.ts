import type { RequestState } from "#lib/core/request.ts";
import type { RequestRow } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "./page-of.ts";
import { approvalsOf, decidable } from "./sight.ts";

export type RequestView = "mine" | "decide" | "all";

export const requestColumns = {
  id: true,
  number: true,
  requesterId: true,
  requesterName: true,
  accountId: true,
  accountName: true,
  permissionSetName: true,
  permissionSetArn: true,
  durationMinutes: true,
  startsAt: true,
  reason: true,
  ticket: true,
  state: true,
  createdAt: true,
  lapsesAt: true,
  settledAt: true,
  extendsGrantId: true,
  bundleId: true,
  decisions: { select: { deciderName: true, comment: true }, orderBy: { decidedAt: "desc" }, take: 1 },
} as const satisfies Prisma.RequestSelect;

/** A request as lists show it, from the columns that `requestColumns` selects. */
export function toRequestRow({
  decisions,
  ...row
}: Prisma.RequestGetPayload<{ select: typeof requestColumns }>): RequestRow {
  return { ...row, decision: decisions[0] ?? null };
}

export type RequestFilters = { view: RequestView; state?: RequestState | undefined };

async function inView(viewer: Viewer, view: RequestView, now: Date): Promise<Prisma.RequestWhereInput> {
  switch (view) {
    case "mine":
      return { requesterId: viewer.personId };
    case "decide":
      return decidable(viewer, await approvalsOf(viewer), now);
    case "all":
      return mayReadEverything(viewer) ? {} : { requesterId: viewer.personId };
  }
}

/**
 * One page of requests, the newest first.
 * @param filters "all" is for readers; anybody else gets their own
 */
export async function requestsFor(
  viewer: Viewer,
  { view, state }: RequestFilters,
  place: Place,
  now: Date,
): Promise<PageOf<RequestRow>> {
  const where = { AND: [await inView(viewer, view, now), state === undefined ? {} : { state }] };
  const anchorId = place.after ?? place.before;
  const anchor =
    anchorId === undefined
      ? null
      : await db().request.findFirst({
          where: { AND: [where, { id: anchorId }] },
          select: { id: true, createdAt: true },
        });
  const from: Place = anchor ? place : {};
  const backwards = isBackwards(from);
  const newer = anchor && {
    OR: [{ createdAt: { gt: anchor.createdAt } }, { createdAt: anchor.createdAt, id: { lt: anchor.id } }],
  };
  const older = anchor && {
    OR: [{ createdAt: { lt: anchor.createdAt } }, { createdAt: anchor.createdAt, id: { gt: anchor.id } }],
  };
  const [rows, total, before] = await Promise.all([
    db().request.findMany({
      where: { AND: [where, (backwards ? newer : older) ?? {}] },
      orderBy: backwards ? [{ createdAt: "asc" }, { id: "desc" }] : [{ createdAt: "desc" }, { id: "asc" }],
      take: ROWS + 1,
      select: requestColumns,
    }),
    db().request.count({ where }),
    newer ? db().request.count({ where: { AND: [where, newer] } }) : 0,
  ]);
  const isAfter = anchor !== null && !backwards;
  return pageOf(rows.map(toRequestRow), from, { total, before: before + (isAfter ? 1 : 0) });
}

/** How many requests each view holds; "all" only for readers. */
export async function countRequests(
  viewer: Viewer,
  now: Date,
): Promise<{ mine: number; decide: number; all: number | null }> {
  const approvals = await approvalsOf(viewer);
  const [mine, decide, all] = await Promise.all([
    db().request.count({ where: { requesterId: viewer.personId } }),
    db().request.count({ where: decidable(viewer, approvals, now) }),
    mayReadEverything(viewer) ? db().request.count() : null,
  ]);
  return { mine, decide, all };
}
