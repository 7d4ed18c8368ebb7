import type { GrantState } from "#lib/core/grant.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { grantColumns, toGrantRow } from "./grant-row.ts";
import { isBackwards, type PageOf, type Place, pageOf, ROWS } from "./page-of.ts";
import { visibleGrants } from "./sight.ts";

export type GrantView = "stuck" | "now" | "scheduled" | "ended" | "all";

const NEEDS_A_PERSON: GrantState[] = ["revoke_blocked", "contested"];
const MOVING: GrantState[] = ["granting", "active", "active_preexisting", "revoking"];
const OVER: GrantState[] = ["ended", "cancelled", "invalidated", "grant_failed"];

function inView(view: GrantView): Prisma.GrantWhereInput {
  switch (view) {
    case "stuck":
      return { state: { in: NEEDS_A_PERSON } };
    case "now":
      return { state: { in: MOVING } };
    case "scheduled":
      return { state: "scheduled" };
    case "ended":
      return { state: { in: OVER } };
    case "all":
      return { state: { notIn: NEEDS_A_PERSON } };
  }
}

export type GrantFilters = {
  view: GrantView;
  /** Only this person's. */
  personId?: string | undefined;
};

function scoped(viewer: Viewer, personId: string | undefined): Prisma.GrantWhereInput {
  return { AND: [visibleGrants(viewer), personId === undefined ? {} : { personId }] };
}

const BLOCKED_SHOWN = 50;

/**
 * Grants whose removal AWS refuses, or whose assignment may be somebody else's: they stand before every list. The longest
 * overdue first.
 */
export async function grantsThatNeedAPerson(viewer: Viewer, personId?: string): Promise<GrantRow[]> {
  const rows = await db().grant.findMany({
    where: { AND: [scoped(viewer, personId), { state: { in: NEEDS_A_PERSON } }] },
    orderBy: [{ endsAt: "asc" }, { id: "asc" }],
    take: BLOCKED_SHOWN,
    select: grantColumns,
  });
  return rows.map(toGrantRow);
}

/** One page of the grants of a view, those that need a person in a view of their own only: what goes on by the next end, what is over by the last. */
export async function grantsFor(
  viewer: Viewer,
  { view, personId }: GrantFilters,
  place: Place,
): Promise<PageOf<GrantRow>> {
  const where = { AND: [scoped(viewer, personId), inView(view)] };
  const anchorId = place.after ?? place.before;
  const anchor =
    anchorId === undefined
      ? null
      : await db().grant.findFirst({
          where: { AND: [where, { id: anchorId }] },
          select: { id: true, endsAt: true },
        });
  const from: Place = anchor ? place : {};
  const backwards = isBackwards(from);
  const soonestFirst = view === "stuck" || view === "now" || view === "scheduled";
  const sooner = anchor && {
    OR: [{ endsAt: { lt: anchor.endsAt } }, { endsAt: anchor.endsAt, id: { lt: anchor.id } }],
  };
  const later = anchor && {
    OR: [{ endsAt: { gt: anchor.endsAt } }, { endsAt: anchor.endsAt, id: { gt: anchor.id } }],
  };
  const [ahead, behind] = soonestFirst ? [sooner, later] : [later, sooner];
  const direction = soonestFirst === backwards ? "desc" : "asc";
  const [rows, total, before] = await Promise.all([
    db().grant.findMany({
      where: { AND: [where, (backwards ? ahead : behind) ?? {}] },
      orderBy: [{ endsAt: direction }, { id: direction }],
      take: ROWS + 1,
      select: grantColumns,
    }),
    db().grant.count({ where }),
    ahead ? db().grant.count({ where: { AND: [where, ahead] } }) : 0,
  ]);
  const isAfter = anchor !== null && !backwards;
  return pageOf(rows.map(toGrantRow), from, { total, before: before + (isAfter ? 1 : 0) });
}
