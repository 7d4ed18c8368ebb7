import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

/** The ids of the enabled rules that name the viewer as an approver now: themselves, or a group they are in. */
export async function rulesApprovedBy(viewer: Viewer): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select r.id::text from rule r
    where r.enabled and exists (
      select from rule_principal p
      where p.rule_id = r.id and p.part = 'approver' and (
        (p.principal_kind = 'user' and p.principal_id = ${viewer.personId})
        or (p.principal_kind = 'group' and exists (
          select from membership m where m.group_id = p.principal_id and m.person_id = ${viewer.personId}))))`;
  return rows.map((row) => row.id);
}

/** Requests that wait for a decision which the viewer may make now. */
export function decidable(viewer: Viewer, ruleIds: readonly string[], now: Date): Prisma.RequestWhereInput {
  return {
    state: "pending",
    lapsesAt: { gt: now },
    requesterId: { not: viewer.personId },
    ruleId: { in: [...ruleIds] },
  };
}

/** Requests that the viewer may see: their own, those of rules they approve or have decided; readers see all. */
export function visibleRequests(viewer: Viewer, ruleIds: readonly string[]): Prisma.RequestWhereInput {
  if (mayReadEverything(viewer)) return {};
  return {
    OR: [
      { requesterId: viewer.personId },
      { ruleId: { in: [...ruleIds] } },
      { decisions: { some: { deciderId: viewer.personId } } },
    ],
  };
}

/** Grants that the viewer may see: what they hold or held; readers see all. */
export function visibleGrants(viewer: Viewer): Prisma.GrantWhereInput {
  return mayReadEverything(viewer) ? {} : { personId: viewer.personId };
}
