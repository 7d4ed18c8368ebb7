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
};

/** Where the viewer decides now: named themselves, by a group they are in, as the owner that an account's tag names, or as the requester's manager. */
export async function approvalsOf(viewer: Viewer): Promise<readonly Approval[]> {
  return db().$queryRaw<Approval[]>`
    select distinct p.rule_id::text as "ruleId", p.stage, p.part = 'fallback' as "isFallback", null::text[] as "accountIds",
      null::text[] as "requesterIds"
    from rule_principal p join rule r on r.id = p.rule_id and r.enabled
    where p.part in ('approver', 'fallback') and (
      (p.principal_kind = 'user' and p.principal_id = ${viewer.personId})
      or (p.principal_kind = 'group' and exists (
        select from membership m where m.group_id = p.principal_id and m.person_id = ${viewer.personId})))
    union all
    select r.id::text, (s.place - 1)::int, tag.is_fallback, array_agg(a.id), null
    from rule r
    cross join lateral jsonb_array_elements(r.content #> '{agreement,stages}') with ordinality s (stage, place)
    cross join lateral (values
      (false, s.stage #>> '{approvers,ownerTag}'), (true, s.stage #>> '{fallback,approvers,ownerTag}')) tag (is_fallback, key)
    join person me on me.id = ${viewer.personId}
    join account a on lower(a.tags ->> tag.key) in (lower(me.user_name), lower(me.email))
    where r.enabled
    group by r.id, s.place, tag.is_fallback
    union all
    select r.id::text, (s.place - 1)::int, means.is_fallback, null, report.ids
    from rule r
    cross join lateral jsonb_array_elements(r.content #> '{agreement,stages}') with ordinality s (stage, place)
    cross join lateral (values
      (false, s.stage #> '{approvers,manager}'), (true, s.stage #> '{fallback,approvers,manager}')) means (is_fallback, manager)
    join person me on me.id = ${viewer.personId}
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
  return {
    state: "pending",
    lapsesAt: { gt: now },
    requesterId: { not: viewer.personId },
    decisions: { none: { deciderId: viewer.personId } },
    OR: approvals.map(({ stage, isFallback, ...where }) => ({
      ...requestsOf(where),
      stage,
      ...(isFallback && { fallbackAt: { lte: now } }),
    })),
  };
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

/** Requests that the viewer may see: their own, those of rules they approve or have decided; readers see all. */
export function visibleRequests(viewer: Viewer, approvals: readonly Approval[]): Prisma.RequestWhereInput {
  if (mayReadEverything(viewer)) return {};
  return {
    OR: [
      { requesterId: viewer.personId },
      ...approvals.map(requestsOf),
      { decisions: { some: { deciderId: viewer.personId } } },
    ],
  };
}

/** Grants that the viewer may see: what they hold or held; readers see all. */
export function visibleGrants(viewer: Viewer): Prisma.GrantWhereInput {
  return mayReadEverything(viewer) ? {} : { personId: viewer.personId };
}
