import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

/** A stage, from 0, of an enabled rule at which the viewer decides: always, or as a fallback once it has waited for long. */
export type Approval = {
  ruleId: string;
  stage: number;
  isFallback: boolean;
  /** The accounts for which that holds, because they are the viewer's; null for all. */
  accountIds: readonly string[] | null;
  /** The people for whose requests that holds, because the viewer is their manager; null for all. */
  requesterIds: readonly string[] | null;
  /** The approver who is away, whose approval it is; null for the viewer's own. */
  inPlaceOfId: string | null;
  inPlaceOfName: string | null;
};

/**
 * Where the viewer decides now: named themselves, by a group they are in, as the owner that an account's tag names, or as the requester's manager; and the
 * same of everybody who is away and named the viewer to decide in their place.
 */
export async function approvalsOf(viewer: Viewer): Promise<readonly Approval[]> {
  return db().$queryRaw<Approval[]>`
    with who as (
      select ${viewer.personId}::text as id, null::text as away_id, null::text as away_name
      union all
      select p.id, p.id, p.display_name
      from delegation d join person p on p.id = d.delegator_id and p.status = 'ENABLED'
      where d.delegate_id = ${viewer.personId} and d.starts_at <= gatehouse_now() and d.ends_at > gatehouse_now()
        and (d.ended_at is null or d.ended_at > gatehouse_now())
    )
    select distinct p.rule_id::text as "ruleId", p.stage, p.part = 'fallback' as "isFallback", null::text[] as "accountIds",
      null::text[] as "requesterIds", who.away_id as "inPlaceOfId", who.away_name as "inPlaceOfName"
    from who cross join rule_principal p join rule r on r.id = p.rule_id and r.enabled
    where p.part in ('approver', 'fallback') and (
      (p.principal_kind = 'user' and p.principal_id = who.id)
      or (p.principal_kind = 'group' and exists (
        select from membership m where m.group_id = p.principal_id and m.person_id = who.id)))
    union all
    select r.id::text, (s.place - 1)::int, tag.is_fallback, array_agg(a.id), null, who.away_id, who.away_name
    from who cross join rule r
    cross join lateral jsonb_array_elements(r.content #> '{agreement,stages}') with ordinality s (stage, place)
    cross join lateral (values
      (false, s.stage #>> '{approvers,ownerTag}'), (true, s.stage #>> '{fallback,approvers,ownerTag}')) tag (is_fallback, key)
    join person me on me.id = who.id
    join account a on lower(a.tags ->> tag.key) in (lower(me.user_name), lower(me.email))
    where r.enabled
    group by r.id, s.place, tag.is_fallback, who.away_id, who.away_name
    union all
    select r.id::text, (s.place - 1)::int, means.is_fallback, null, report.ids, who.away_id, who.away_name
    from who cross join rule r
    cross join lateral jsonb_array_elements(r.content #> '{agreement,stages}') with ordinality s (stage, place)
    cross join lateral (values
      (false, s.stage #> '{approvers,manager}'), (true, s.stage #> '{fallback,approvers,manager}')) means (is_fallback, manager)
    join person me on me.id = who.id
    cross join lateral (
      select array_agg(p.id) as ids from person p
      where lower(p.manager) in (
          select lower(name) from unnest(array[me.id, me.user_name, me.email] || array(
            select e ->> 'id' from jsonb_array_elements(me.external_ids) e)) name)
        and manager_of(p.id) = me.id) report
    where r.enabled and means.manager = 'true'::jsonb and report.ids is not null`;
}

/** Requests that wait at a stage at which the viewer decides now, and has not said anything yet. */
export function decidable(
  viewer: Viewer,
  approvals: readonly Approval[],
  now: Date,
): Prisma.RequestWhereInput {
  // Prisma forgets an empty OR that lies within another condition, and would leave every request.
  if (approvals.length === 0) return { id: { in: [] } };
  return {
    state: "pending",
    lapsesAt: { gt: now },
    requesterId: { not: viewer.personId },
    AND: unheard(viewer.personId),
    OR: approvals.map(({ stage, isFallback, inPlaceOfId, ...where }) => ({
      AND: [
        requestsOf(where),
        { stage },
        ...(isFallback ? [{ fallbackAt: { lte: now } }] : []),
        ...(inPlaceOfId === null ? [] : [{ requesterId: { not: inPlaceOfId } }, unheard(inPlaceOfId)]),
      ],
    })),
  };
}

/** Requests on which neither the person nor anybody in their place has said anything. */
function unheard(personId: string): Prisma.RequestWhereInput {
  return { decisions: { none: { OR: [{ deciderId: personId }, { inPlaceOfId: personId }] } } };
}

/**
 * In whose place the viewer would decide a request that `decidable` leaves.
 * @returns the name of who is away; null when the viewer is an approver of it themselves
 */
export function inPlaceOf(
  approvals: readonly Approval[],
  request: { ruleId: string; stage: number; accountId: string; requesterId: string; fallbackAt: Date | null },
  now: Date,
): string | null {
  const fitting = approvals.filter(
    (approval) =>
      approval.ruleId === request.ruleId &&
      approval.stage === request.stage &&
      (approval.accountIds === null || approval.accountIds.includes(request.accountId)) &&
      (approval.requesterIds === null || approval.requesterIds.includes(request.requesterId)) &&
      (!approval.isFallback || (request.fallbackAt !== null && request.fallbackAt <= now)) &&
      approval.inPlaceOfId !== request.requesterId,
  );
  if (fitting.some(({ inPlaceOfId }) => inPlaceOfId === null)) return null;
  const names = fitting.flatMap(({ inPlaceOfName }) => inPlaceOfName ?? []);
  return names.toSorted((a, b) => a.localeCompare(b, "en"))[0] ?? null;
}

function requestsOf({
  ruleId,
  accountIds,
  requesterIds,
}: Pick<Approval, "ruleId" | "accountIds" | "requesterIds">): Prisma.RequestWhereInput {
  return {
    AND: [
      { ruleId },
      ...(accountIds === null ? [] : [{ accountId: { in: [...accountIds] } }]),
      ...(requesterIds === null ? [] : [{ requesterId: { in: [...requesterIds] } }]),
    ],
  };
}

/**
 * Requests that the viewer may see: their own, those of rules they approve, those that wait where they decide in another's place, and those they have
 * decided; readers see all.
 */
export function visibleRequests(viewer: Viewer, approvals: readonly Approval[]): Prisma.RequestWhereInput {
  if (mayReadEverything(viewer)) return {};
  return {
    OR: [
      { requesterId: viewer.personId },
      ...approvals.map((approval) => ({
        ...requestsOf(approval),
        ...(approval.inPlaceOfId !== null && { state: "pending" as const }),
      })),
      { decisions: { some: { deciderId: viewer.personId } } },
    ],
  };
}

/** Grants that the viewer may see: what they hold or held; readers see all. */
export function visibleGrants(viewer: Viewer): Prisma.GrantWhereInput {
  return mayReadEverything(viewer) ? {} : { personId: viewer.personId };
}
