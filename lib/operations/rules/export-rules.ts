import type { Approvers, Principals, RuleContent } from "#lib/core/rules/rule-content.ts";
import { writeMinutes } from "#lib/core/rules/spell-minutes.ts";
import { db } from "#lib/db/client.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";
import { type KnownNames, knownNames } from "./known-names.ts";

/**
 * The rules that are switched on, as a rules file says them, in the order in which they decide. What the catalogue does not know any more is named by
 * its id; such a file cannot be applied as it is.
 */
export async function exportRules(): Promise<{ rules: Record<string, unknown>[] }> {
  const [rules, known] = await Promise.all([loadDescribedRules(db()), knownNames(db())]);
  const nameOf = namesById(known);
  return {
    rules: rules
      .filter(({ enabled }) => enabled)
      .toSorted((a, b) => a.priority - b.priority || a.name.localeCompare(b.name, "en"))
      .map((rule) => writtenRule(rule, nameOf)),
  };
}

/** A rule as a rules file says it, whether or not it is switched on. */
export function writtenRule(
  { name, description, priority, enabled, content }: DescribedRule,
  nameOf: NameOf,
): Record<string, unknown> {
  return {
    name,
    ...(description !== "" && { description }),
    ...(!enabled && { enabled }),
    priority,
    ...written(content, nameOf),
  };
}

type DescribedRule = Awaited<ReturnType<typeof loadDescribedRules>>[number];

type NameOf = (what: keyof KnownNames, ids: readonly string[]) => string[];

/** Names by id, of everything that only one thing is called. */
export function namesById(known: KnownNames): NameOf {
  const byId = new Map<string, string>();
  for (const what of ["group", "person", "permission set", "account", "organisational unit"] as const) {
    for (const [name, ids] of known[what]) {
      // An account is known by its id as well; its name reads better, where it is the only one of it.
      const [id] = ids;
      if (id !== undefined && ids.length === 1 && name !== id) byId.set(`${what} ${id}`, name);
    }
  }
  return (what, ids) => ids.map((id) => byId.get(`${what} ${id}`) ?? id);
}

function written({ who, sets, accounts, limits, asks, agreement }: RuleContent, nameOf: NameOf) {
  const principals = ({ groups, people }: Principals) => ({
    ...some("groups", nameOf("group", groups)),
    ...some("people", nameOf("person", people)),
  });
  const approvers = (of: Approvers) => ({
    ...principals(of),
    ...(of.ownerTag !== null && { ownerTag: of.ownerTag }),
    ...(of.manager && { manager: true }),
  });
  const setsOf = ({ arns, patterns, tags }: RuleContent["sets"]["except"]) => ({
    ...some("names", [...nameOf("permission set", arns), ...patterns]),
    ...tagsOf(tags),
  });
  const accountsOf = ({ ids, units, tags }: RuleContent["accounts"]["except"]) => ({
    ...some("accounts", nameOf("account", ids)),
    ...some("organisationalUnits", nameOf("organisational unit", units)),
    ...tagsOf(tags),
  });
  return {
    who: {
      ...(who.everyone && { everyone: true }),
      ...principals(who),
      ...part("except", principals(who.except)),
    },
    permissionSets: { ...setsOf(sets), ...part("except", setsOf(sets.except)) },
    where: {
      ...(accounts.all && { all: true }),
      ...accountsOf(accounts),
      ...part("except", accountsOf(accounts.except)),
    },
    limits: {
      max: writeMinutes(limits.maxMinutes),
      ...(limits.suggestedMinutes !== null && { suggested: writeMinutes(limits.suggestedMinutes) }),
      ...(limits.aheadMinutes > 0 && { ahead: writeMinutes(limits.aheadMinutes) }),
      ...(limits.atOnce !== null && { atOnce: limits.atOnce }),
      ...(limits.extendToMinutes !== null && { extendTo: writeMinutes(limits.extendToMinutes) }),
      ...(limits.hours !== null && { hours: limits.hours }),
    },
    ...part("asks", {
      ...(asks.reasonMinLength > 0 && { reasonMinLength: asks.reasonMinLength }),
      ...some("tickets", asks.tickets),
      ...some("templates", asks.templates),
    }),
    agree:
      agreement.stages.length === 0
        ? "automatic"
        : agreement.stages.map(({ approvers: of, quorum, fallback }) => ({
            ...approvers(of),
            ...(quorum > 1 && { quorum }),
            ...(fallback && {
              fallback: { after: writeMinutes(fallback.afterMinutes), ...approvers(fallback.approvers) },
            }),
          })),
    deadline: writeMinutes(agreement.deadlineMinutes),
  };
}

function some(name: string, values: readonly string[]) {
  return values.length === 0 ? {} : { [name]: values };
}

function tagsOf(tags: RuleContent["accounts"]["tags"]) {
  return tags.length === 0 ? {} : { tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])) };
}

function part(name: string, value: object) {
  return Object.keys(value).length === 0 ? {} : { [name]: value };
}
