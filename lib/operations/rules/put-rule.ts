import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { SaidRule } from "#lib/core/rules/rule-change.ts";
import type { Approvers, Principals, RuleContent } from "#lib/core/rules/rule-content.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

export type RuleToPut = SaidRule;

/**
 * Makes one rule what it is to say. A change is a new version; the earlier ones stay.
 * @param by whose doing it is, in words
 * @param known the id of the rule that it is, or is to be; without it a rule is known by its name
 * @returns whether anything was changed
 */
export async function putRule(
  tx: Db,
  now: Date,
  by: string,
  rule: RuleToPut,
  known?: string,
): Promise<boolean> {
  const stored = await tx.rule.findUnique({
    where: known === undefined ? { name: rule.name } : { id: known },
  });
  if (stored && isSame(rule, { ...stored, content: ruleContent.parse(stored.content) })) return false;
  const version = (stored?.version ?? 0) + 1;
  const id = stored?.id ?? known ?? randomUUID();
  if (stored) await tx.rule.update({ where: { id }, data: { ...rule, version, updatedAt: now } });
  else await tx.rule.create({ data: { ...rule, id, version, createdAt: now, updatedAt: now } });
  await tx.ruleVersion.create({ data: { ...rule, ruleId: id, version, createdAt: now, createdBy: by } });
  await tx.rulePrincipal.deleteMany({ where: { ruleId: id } });
  await tx.rulePrincipal.createMany({
    data: principalsOf(rule.content).map((row) => ({ ...row, ruleId: id })),
    skipDuplicates: true,
  });
  return true;
}

function isSame(a: RuleToPut, b: RuleToPut): boolean {
  return (
    a.name === b.name &&
    a.description === b.description &&
    a.enabled === b.enabled &&
    a.priority === b.priority &&
    isDeepStrictEqual(ruleContent.parse(a.content), b.content)
  );
}

type Row = Omit<Prisma.RulePrincipalCreateManyInput, "ruleId">;

/** Whom a rule names, and as what. */
function principalsOf({ who, agreement }: RuleContent): Row[] {
  return [
    ...rowsOf("requester", 0, who),
    ...rowsOf("exception", 0, who.except),
    ...agreement.stages.flatMap(({ approvers, fallback }, stage) => [
      ...rowsOf("approver", stage, approvers),
      ...(fallback ? rowsOf("fallback", stage, fallback.approvers) : []),
    ]),
  ];
}

function rowsOf(part: Row["part"], stage: number, { groups, people }: Principals | Approvers): Row[] {
  return [
    ...groups.map((principalId) => ({ part, stage, principalKind: "group" as const, principalId })),
    ...people.map((principalId) => ({ part, stage, principalKind: "user" as const, principalId })),
  ];
}
