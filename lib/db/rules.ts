import type { PersonInGroups, Place, Rule } from "#lib/core/rule.ts";
import type { Db } from "./client.ts";

/**
 * Keeps the rules as they are until the transaction ends: what is judged by them is recorded before they change. Take it before reading them; they
 * are read in several statements.
 */
export async function holdRules(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(hashtextextended('rules', 0))`;
}

/** Waits until nobody judges by the rules, and has whoever comes wait until they are changed. */
export async function takeRules(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('rules', 0))`;
}

/** Every rule with its parts, in the shape that core judges. */
export async function loadRules(tx: Db): Promise<Rule[]> {
  const rows = await tx.rule.findMany({
    include: { principals: true, permissionSets: true, targets: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    version: row.version,
    enabled: row.enabled,
    maxMinutes: row.maxMinutes,
    requesters: principals(row.principals, "requester"),
    approvers: principals(row.principals, "approver"),
    permissionSetArns: row.permissionSets.map((set) => set.permissionSetArn),
    targets: row.targets.map((target) => ({ kind: target.kind, id: target.targetId })),
  }));
}

function principals(
  rows: readonly { part: "requester" | "approver"; principalKind: "user" | "group"; principalId: string }[],
  part: "requester" | "approver",
) {
  return rows
    .filter((row) => row.part === part)
    .map((row) => ({ kind: row.principalKind, id: row.principalId }));
}

/** A person with the groups the catalogue has them in now. */
export async function personInGroups(tx: Db, personId: string): Promise<PersonInGroups> {
  const memberships = await tx.membership.findMany({ where: { personId }, select: { groupId: true } });
  return { personId, groupIds: new Set(memberships.map((membership) => membership.groupId)) };
}

/** An account's place: the units above it from the root down. An account whose unit is unknown is below nothing. */
export async function placeOf(tx: Db, account: { id: string; parentId: string }): Promise<Place> {
  const unit = await tx.organisationalUnit.findUnique({
    where: { id: account.parentId },
    select: { path: true },
  });
  return { accountId: account.id, ouPath: unit?.path ?? [] };
}

/**
 * The enabled people whom a rule lets decide, without the one who asks.
 * @param exceptPersonId the requester, who never decides
 */
export async function approversOf(
  tx: Db,
  rule: Rule,
  exceptPersonId: string,
): Promise<{ id: string; displayName: string; email: string | null }[]> {
  const groupIds = rule.approvers
    .filter((approver) => approver.kind === "group")
    .map((approver) => approver.id);
  const members = await tx.membership.findMany({
    where: { groupId: { in: groupIds } },
    select: { personId: true },
  });
  const ids = new Set(members.map((member) => member.personId));
  for (const approver of rule.approvers) if (approver.kind === "user") ids.add(approver.id);
  ids.delete(exceptPersonId);
  return tx.person.findMany({
    where: { id: { in: [...ids] }, status: "ENABLED" },
    select: { id: true, displayName: true, email: true },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
  });
}
