import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";

/** What every page says about its reader, at its edge. */
export type ViewerStanding = {
  /** Grants that the viewer holds now, and the first of their ends. */
  held: { count: number; nextEndsAt: Date | null };
  /** Undecided requests of others that the viewer may decide. */
  waiting: number;
};

/** What the viewer holds and what waits for them; anyone who is signed in has one. */
export async function viewerStanding(viewer: Viewer): Promise<ViewerStanding> {
  const [held, waiting] = await Promise.all([
    db().grant.aggregate({
      where: { personId: viewer.personId, state: { in: ["active", "active_preexisting"] } },
      _count: true,
      _min: { endsAt: true },
    }),
    db().$queryRaw<{ waiting: number }[]>`
      select count(*)::int as waiting from request r
      where r.state = 'pending' and r.requester_id <> ${viewer.personId}
        and exists (
          select from rule_principal p
          where p.rule_id = r.rule_id and p.part = 'approver' and (
            (p.principal_kind = 'user' and p.principal_id = ${viewer.personId})
            or (p.principal_kind = 'group' and p.principal_id in (
              select group_id from membership where person_id = ${viewer.personId}))))`,
  ]);
  return { held: { count: held._count, nextEndsAt: held._min.endsAt }, waiting: waiting[0]?.waiting ?? 0 };
}
