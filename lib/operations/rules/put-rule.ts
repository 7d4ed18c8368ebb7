import { isDeepStrictEqual } from "node:util";
import type { Approvers, Principals, RuleContent } from "#lib/core/rules/rule-content.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import type { RuleToPut } from "#lib/core/rules/rule-to-put.ts";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

/**
 * Makes one rule, known by its name, what it is to say. A change is a new version; the earlier ones stay.
 * @param by whose doing it is, in words
 * @returns whether anything was changed
 */
export async function putRule(tx: Db, now: Date, by: string, rule: RuleToPut): Promise<boolean> {
  const stored = await tx.rule.findUnique({ where: { name: rule.name } });
  const { name, ...said } = rule;
  if (stored && isSame(said, { ...stored, content: ruleContent.parse(stored.content) })) return false;
  const version = (stored?.version ?? 0) + 1;
  const { id } = await tx.rule.upsert({
    where: { name },
    create: { ...rule, version, createdAt: now, updatedAt: now },
    update: { ...said, version, updatedAt: now },
  });
  await tx.ruleVersion.create({ data: { ...rule, ruleId: id, version, createdAt: now, createdBy: by } });
  await tx.rulePrincipal.deleteMany({ where: { ruleId: id } });
  await tx.rulePrincipal.createMany({
    data: principalsOf(rule.content).map((row) => ({ ...row, ruleId: id })),
    skipDuplicates: true,
  });
  return true;
}

function isSame(a: Omit<RuleToPut, "name">, b: Omit<RuleToPut, "name">): boolean {
  return (
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
