import { type DelegationState, delegationState } from "#lib/core/delegation.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { runningAt } from "#lib/db/delegations.ts";

const SHOWN = 20;
const SHOWN_OF_EVERYBODY = 100;
const SUGGESTED = 50;

/** Who decides, or decided, in whose place. */
export type ShownDelegation = {
  id: string;
  delegatorId: string;
  delegatorName: string;
  delegateId: string;
  delegateName: string;
  startsAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  endedByName: string | null;
  state: DelegationState;
};

export type Delegations = {
  /** In the viewer's place, the newest first. */
  mine: readonly ShownDelegation[];
  /** In others' places, by the viewer. */
  forOthers: readonly ShownDelegation[];
  /** Of everybody that are not over, for readers; null for others. */
  everybodys: readonly ShownDelegation[] | null;
};

const columns = {
  id: true,
  delegatorId: true,
  delegatorName: true,
  delegateId: true,
  delegateName: true,
  startsAt: true,
  endsAt: true,
  endedAt: true,
  endedByName: true,
} as const;

/** Who decides in the viewer's place, in whose the viewer does, and, for readers, everybody's that are not over. */
export async function delegationsFor(viewer: Viewer, now: Date): Promise<Delegations> {
  const { personId } = viewer;
  const orderBy = [{ startsAt: "desc" as const }, { id: "asc" as const }];
  const [mine, forOthers, everybodys] = await Promise.all([
    db().delegation.findMany({ where: { delegatorId: personId }, orderBy, take: SHOWN, select: columns }),
    db().delegation.findMany({ where: { delegateId: personId }, orderBy, take: SHOWN, select: columns }),
    mayReadEverything(viewer)
      ? db().delegation.findMany({
          where: { endedAt: null, endsAt: { gt: now } },
          orderBy,
          take: SHOWN_OF_EVERYBODY,
          select: columns,
        })
      : null,
  ]);
  const shown = (rows: typeof mine) => rows.map((row) => ({ ...row, state: delegationState(row, now) }));
  return { mine: shown(mine), forOthers: shown(forOthers), everybodys: everybodys && shown(everybodys) };
}

/** Who decides in the viewer's place now, and until when; null for nobody. */
export async function standInFor(viewer: Viewer, now: Date): Promise<{ name: string; endsAt: Date } | null> {
  const row = await db().delegation.findFirst({
    where: { delegatorId: viewer.personId, ...runningAt(now) },
    select: { delegateName: true, endsAt: true },
  });
  return row && { name: row.delegateName, endsAt: row.endsAt };
}

/** Enabled people whom rules name beside the viewer, by name: who knows the matter, and whom an approver may know of anyway. */
export async function fellowApprovers(viewer: Viewer): Promise<readonly { name: string; named: string }[]> {
  return db().$queryRaw`
    with mine as (
      select distinct p.rule_id from rule_principal p join rule r on r.id = p.rule_id and r.enabled
      where p.part in ('approver', 'fallback') and (
        (p.principal_kind = 'user' and p.principal_id = ${viewer.personId})
        or (p.principal_kind = 'group' and exists (
          select from membership m where m.group_id = p.principal_id and m.person_id = ${viewer.personId})))
    )
    select p.display_name as name, coalesce(p.email, p.user_name) as named
    from person p
    where p.status = 'ENABLED' and p.id <> ${viewer.personId} and exists (
      select from mine join rule_principal o on o.rule_id = mine.rule_id and o.part in ('approver', 'fallback')
      where (o.principal_kind = 'user' and o.principal_id = p.id)
        or (o.principal_kind = 'group' and exists (
          select from membership m where m.group_id = o.principal_id and m.person_id = p.id)))
    order by p.display_name, p.id limit ${SUGGESTED}`;
}
