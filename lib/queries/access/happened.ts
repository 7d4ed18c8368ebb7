import type { Happening } from "#lib/core/shown-access.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

const SHOWN = 200;

/** What the audit tells of a request and of what became of it, oldest first. The caller has made sure that the viewer may know it. */
export function happenedTo(requestId: string): Promise<Happening[]> {
  return happened({ requestId });
}

/** What the audit tells of a change of a rule, oldest first. The caller has made sure that the viewer may know it. */
export function happenedToRuleChange(targetId: string): Promise<Happening[]> {
  // The actions are few among all that the audit holds, and are found by them.
  return happened({ action: { in: [...RULE_CHANGE_ACTIONS] }, targetKind: "rule-change", targetId });
}

const RULE_CHANGE_ACTIONS = [
  "rule-change.proposed",
  "rule-change.waiting",
  "rule-change.agreed",
  "rule-change.applied",
  "rule-change.refused",
  "rule-change.rejected",
  "rule-change.withdrawn",
  "rule-change.stale",
  "rule-change.lapsed",
] as const;

async function happened(where: Prisma.AuditEventWhereInput): Promise<Happening[]> {
  const rows = await db().auditEvent.findMany({
    where,
    orderBy: { id: "asc" },
    take: SHOWN,
    select: { id: true, at: true, action: true, actorName: true, cause: true },
  });
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
