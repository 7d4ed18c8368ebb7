import type { StuckGrantRow } from "#lib/core/shown-engine.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { askedAboutColumns, toAskedAbout } from "#lib/db/asked-about.ts";
import { db } from "#lib/db/client.ts";
import { grantsFor } from "#lib/queries/access/grants.ts";
import type { PageOf, Place } from "#lib/queries/access/page-of.ts";

export type StuckGrants = PageOf<StuckGrantRow & { id: string }> & {
  blocked: number;
  contested: number;
};

/**
 * One page of the grants whose removal AWS refuses or whose assignment may be somebody else's, by their agreed ends, with what is
 * known for an ask about them, and how many there are of each. Nobody but readers gets any.
 */
export async function stuckGrantsFor(viewer: Viewer, place: Place): Promise<StuckGrants> {
  if (!mayReadEverything(viewer))
    return { rows: [], skipped: 0, total: 0, previous: null, next: null, blocked: 0, contested: 0 };
  const page = await grantsFor(viewer, { view: "stuck" }, place);
  const ids = page.rows.map(({ id }) => id);
  const [known, asks, blocked] = await Promise.all([
    db().grant.findMany({ where: { id: { in: ids } }, select: columns }),
    db().engineAsk.findMany({
      where: { state: "asked", grantId: { in: ids } },
      select: { kind: true, grantId: true },
    }),
    db().grant.count({ where: { state: "revoke_blocked" } }),
  ]);
  const knownOf = new Map(known.map((grant) => [grant.id, grant]));
  const rows = page.rows.flatMap((grant) => {
    const more = knownOf.get(grant.id);
    if (!more) return [];
    const { state, personId, managedAssignment } = more;
    const open = asks.filter(({ grantId }) => grantId === grant.id).map(({ kind }) => kind);
    const [operation = null] = managedAssignment?.operations ?? [];
    return [
      {
        id: grant.id,
        grant,
        about: toAskedAbout({ state, personId, managedAssignment }),
        open,
        operation,
      },
    ];
  });
  return { ...page, rows, blocked, contested: page.total - blocked };
}

const columns = {
  ...askedAboutColumns,
  id: true,
  managedAssignment: {
    select: {
      ...askedAboutColumns.managedAssignment.select,
      operations: {
        orderBy: { startedAt: "desc" },
        take: 1,
        select: { kind: true, startedAt: true, requestId: true },
      },
    },
  },
} as const;
