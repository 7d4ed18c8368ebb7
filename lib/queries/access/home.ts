import type { Ended, GrantRow, Waiting } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { grantColumns, toGrantRow } from "./grant-row.ts";
import { requestColumns, toRequestRow } from "./requests.ts";
import { approvalsOf, decidable } from "./sight.ts";

const SHOWN = 20;
const ENDED_SHOWN = 5;

/**
 * The viewer's grants that are not over, the next end first; those whose removal is blocked before all. What is to go on after another is one with
 * it, and no row of its own.
 */
export async function heldBy(viewer: Viewer): Promise<GrantRow[]> {
  const rows = await db().grant.findMany({
    where: {
      personId: viewer.personId,
      state: { notIn: ["ended", "cancelled", "invalidated", "grant_failed"] },
    },
    orderBy: [{ endsAt: "asc" }, { id: "asc" }],
    select: grantColumns,
  });
  const all = rows.map(toGrantRow);
  const goesOn = new Set(
    all.flatMap(({ extension, state }) => (extension && state === "active" ? [extension.requestId] : [])),
  );
  const held = all.filter(({ state, requestId }) => state !== "scheduled" || !goesOn.has(requestId));
  const isBlocked = ({ state }: GrantRow) => state === "revoke_blocked" || state === "contested";
  return [...held.filter(isBlocked), ...held.filter((grant) => !isBlocked(grant))];
}

/** What waits: the viewer's own undecided requests, and those that wait for their decision, the next to lapse first. */
export async function waitingFor(viewer: Viewer, now: Date): Promise<Waiting> {
  const forMe = decidable(viewer, await approvalsOf(viewer), now);
  const orderBy = [{ lapsesAt: "asc" as const }, { id: "asc" as const }];
  const [mine, toDecide, toDecideTotal] = await Promise.all([
    db().request.findMany({
      where: { requesterId: viewer.personId, state: "pending", lapsesAt: { gt: now } },
      orderBy,
      select: requestColumns,
    }),
    db().request.findMany({ where: forMe, orderBy, take: SHOWN, select: requestColumns }),
    db().request.count({ where: forMe }),
  ]);
  return { mine: mine.map(toRequestRow), toDecide: toDecide.map(toRequestRow), toDecideTotal };
}

/** What of the viewer's ended last, the newest first. */
export async function endedLately(viewer: Viewer): Promise<Ended[]> {
  const [grants, requests] = await Promise.all([
    db().grant.findMany({
      where: { personId: viewer.personId, endedAt: { not: null } },
      orderBy: { endedAt: "desc" },
      take: ENDED_SHOWN,
      select: grantColumns,
    }),
    db().request.findMany({
      where: {
        requesterId: viewer.personId,
        state: { in: ["denied", "cancelled", "lapsed", "invalidated"] },
        settledAt: { not: null },
      },
      orderBy: { settledAt: "desc" },
      take: ENDED_SHOWN,
      select: requestColumns,
    }),
  ]);
  const ended: Ended[] = [
    ...grants
      .map(toGrantRow)
      .flatMap((grant): Ended[] => (grant.endedAt ? [{ kind: "grant", at: grant.endedAt, grant }] : [])),
    ...requests
      .map(toRequestRow)
      .flatMap((request): Ended[] =>
        request.settledAt ? [{ kind: "request", at: request.settledAt, request }] : [],
      ),
  ];
  return ended.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, ENDED_SHOWN);
}
