import type { Approvers, Principals, RuleContent } from "#lib/core/rules/rule-content.ts";
import type { Named, NamedPrincipal, RuleInWords, ShownApprovers } from "#lib/core/shown-rule.ts";
import type { Db } from "#lib/db/client.ts";

/** Names by id, and what a rule says put into them. */
export type RuleWords = {
  nameOf: (of: keyof Names, id: string) => string | null;
  show: (content: RuleContent) => RuleInWords;
};

type Names = Record<"group" | "user" | "set" | "account" | "unit", ReadonlyMap<string, string>>;

/**
 * The names of what rules name.
 * @param personIds the people whose names are needed; of everything else all are read
 */
export async function ruleWords(tx: Db, personIds: readonly string[]): Promise<RuleWords> {
  const groups = await tx.group.findMany({ select: { id: true, displayName: true } });
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(personIds)] } },
    select: { id: true, displayName: true, userName: true },
  });
  const sets = await tx.permissionSet.findMany({ select: { arn: true, name: true } });
  const accounts = await tx.account.findMany({ select: { id: true, name: true } });
  const units = await tx.organisationalUnit.findMany({ select: { id: true, name: true } });
  const names: Names = {
    group: new Map(groups.map(({ id, displayName }) => [id, displayName])),
    user: new Map(people.map(({ id, displayName, userName }) => [id, displayName || userName])),
    set: new Map(sets.map(({ arn, name }) => [arn, name])),
    account: new Map(accounts.map(({ id, name }) => [id, name])),
    unit: new Map(units.map(({ id, name }) => [id, name])),
  };
  return { nameOf: (of, id) => names[of].get(id) ?? null, show: (content) => inWords(content, names) };
}

function inWords(content: RuleContent, names: Names): RuleInWords {
  const { who, sets: offered, accounts: reached, limits, asks, agreement } = content;
  const named = (of: "set" | "account" | "unit", ids: readonly string[]): Named[] =>
    byName(ids.map((id) => ({ id, name: names[of].get(id) ?? null })));
  const principals = ({ groups: groupIds, people: personIds }: Principals): NamedPrincipal[] => [
    ...byName(groupIds.map((id) => ({ kind: "group" as const, id, name: names.group.get(id) ?? null }))),
    ...byName(personIds.map((id) => ({ kind: "user" as const, id, name: names.user.get(id) ?? null }))),
  ];
  const approvers = (of: Approvers): ShownApprovers => ({
    principals: principals(of),
    ownerTag: of.ownerTag,
    manager: of.manager,
  });
  const setsOf = ({ arns, patterns, tags }: RuleContent["sets"]["except"]): RuleInWords["sets"] => ({
    named: named("set", arns),
    patterns,
    tags,
  });
  const accountsOf = (of: RuleContent["accounts"]["except"]): RuleInWords["exceptAccounts"] => ({
    accounts: named("account", of.ids),
    units: named("unit", of.units),
    tags: of.tags,
  });
  return {
    who: { everyone: who.everyone, principals: principals(who), except: principals(who.except) },
    sets: setsOf(offered),
    exceptSets: setsOf(offered.except),
    accounts: { all: reached.all, ...accountsOf(reached) },
    exceptAccounts: accountsOf(reached.except),
    limits,
    asks,
    stages: agreement.stages.map(({ quorum, approvers: of, fallback }, index) => ({
      place: index + 1,
      ...approvers(of),
      quorum,
      fallback: fallback && { ...approvers(fallback.approvers), afterMinutes: fallback.afterMinutes },
    })),
    deadlineMinutes: agreement.deadlineMinutes,
  };
}

function byName<T extends Named>(things: readonly T[]): T[] {
  return things.toSorted((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, "en"));
}
