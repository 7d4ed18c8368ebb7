import type { PersonInGroups, Place, RuledSet } from "#lib/core/rules/covers.ts";
import { type Rule, ruleContent } from "#lib/core/rules/rule-content.ts";
import type { Db } from "./client.ts";
import { tagsOf } from "./tags.ts";

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

const columns = {
  id: true,
  name: true,
  version: true,
  enabled: true,
  priority: true,
  content: true,
} as const;

/** Every rule as it is now, by name. */
export async function loadRules(tx: Db): Promise<Rule[]> {
  const rows = await tx.rule.findMany({ select: columns, orderBy: { name: "asc" } });
  return rows.map((row) => ({ ...row, content: ruleContent.parse(row.content) }));
}

/** Every rule as it is now with its description, by name. */
export async function loadDescribedRules(tx: Db): Promise<(Rule & { description: string })[]> {
  const rows = await tx.rule.findMany({
    select: { ...columns, description: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => ({ ...row, content: ruleContent.parse(row.content) }));
}

/**
 * A rule as a version of it said.
 * @returns null when there is no such version
 */
export async function ruleVersion(tx: Db, ruleId: string, version: number): Promise<Rule | null> {
  const row = await tx.ruleVersion.findUnique({
    where: { ruleId_version: { ruleId, version } },
    select: { name: true, enabled: true, priority: true, content: true },
  });
  return row && { ...row, id: ruleId, version, content: ruleContent.parse(row.content) };
}

/** A person with the groups the catalogue has them in now. */
export async function personInGroups(tx: Db, personId: string): Promise<PersonInGroups> {
  const memberships = await tx.membership.findMany({ where: { personId }, select: { groupId: true } });
  return { personId, groupIds: new Set(memberships.map((membership) => membership.groupId)) };
}

/** An account's place: its tags, and the units above it from the root down. An account whose unit is unknown is below nothing. */
export async function placeOf(
  tx: Db,
  account: { id: string; parentId: string; tags: unknown },
): Promise<Place> {
  const unit = await tx.organisationalUnit.findUnique({
    where: { id: account.parentId },
    select: { path: true },
  });
  return { accountId: account.id, ouPath: unit?.path ?? [], tags: tagsOf(account.tags) };
}

/** A permission set as rules know it. */
export function ruledSet(set: { arn: string; name: string; tags: unknown }): RuledSet {
  return { arn: set.arn, name: set.name, tags: tagsOf(set.tags) };
}
