import type { KnownNames, NamedKind } from "./known-names.ts";
import type { SaidRule } from "./rule-change.ts";
import type { Approvers, Principals, RuleContent } from "./rule-content.ts";
import type { WrittenRule } from "./rules-file.ts";
import { writeMinutes } from "./spell-minutes.ts";

type Sets = RuleContent["sets"]["except"];
type Accounts = RuleContent["accounts"]["except"];

/**
 * A rule as a rules file says it, with what goes without saying left out. What has no name of its own in the catalogue is named by its id.
 * @param known the names that the catalogue has
 */
export function writeRule(rule: SaidRule, known: KnownNames): WrittenRule {
  const { who, sets, accounts, limits, asks, agreement } = rule.content;
  const nameOf = (kind: NamedKind, ids: readonly string[]) =>
    ids.map((id) => known[kind].names.get(id) ?? id);
  const principals = ({ groups, people }: Principals) => ({
    ...(groups.length > 0 && { groups: nameOf("group", groups) }),
    ...(people.length > 0 && { people: nameOf("person", people) }),
  });
  const approvers = (of: Approvers) => ({
    ...principals(of),
    ...(of.ownerTag !== null && { ownerTag: of.ownerTag }),
    ...(of.manager && { manager: true }),
  });
  const setsOf = ({ arns, patterns, tags }: Sets) => ({
    ...(arns.length + patterns.length > 0 && { names: [...nameOf("permission set", arns), ...patterns] }),
    ...(tags.length > 0 && { tags: tagsOf(tags) }),
  });
  const accountsOf = ({ ids, units, tags }: Accounts) => ({
    ...(ids.length > 0 && { accounts: nameOf("account", ids) }),
    ...(units.length > 0 && { organisationalUnits: nameOf("organisational unit", units) }),
    ...(tags.length > 0 && { tags: tagsOf(tags) }),
  });
  const except = {
    who: principals(who.except),
    sets: setsOf(sets.except),
    accounts: accountsOf(accounts.except),
  };
  const asked = {
    ...(asks.reasonMinLength > 0 && { reasonMinLength: asks.reasonMinLength }),
    ...(asks.tickets.length > 0 && { tickets: [...asks.tickets] }),
    ...(asks.templates.length > 0 && { templates: [...asks.templates] }),
  };
  return {
    name: rule.name,
    ...(rule.description !== "" && { description: rule.description }),
    ...(!rule.enabled && { enabled: false }),
    priority: rule.priority,
    who: {
      ...(who.everyone && { everyone: true }),
      ...principals(who),
      ...(saysSomething(except.who) && { except: except.who }),
    },
    permissionSets: { ...setsOf(sets), ...(saysSomething(except.sets) && { except: except.sets }) },
    where: {
      ...(accounts.all && { all: true }),
      ...accountsOf(accounts),
      ...(saysSomething(except.accounts) && { except: except.accounts }),
    },
    limits: {
      max: writeMinutes(limits.maxMinutes),
      ...(limits.suggestedMinutes !== null && { suggested: writeMinutes(limits.suggestedMinutes) }),
      ...(limits.aheadMinutes > 0 && { ahead: writeMinutes(limits.aheadMinutes) }),
      ...(limits.atOnce !== null && { atOnce: limits.atOnce }),
      ...(limits.extendToMinutes !== null && { extendTo: writeMinutes(limits.extendToMinutes) }),
      ...(limits.hours !== null && { hours: { ...limits.hours, days: [...limits.hours.days] } }),
    },
    ...(saysSomething(asked) && { asks: asked }),
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

const saysSomething = (part: object) => Object.keys(part).length > 0;

/** Tags by key; several values of one key as a list. */
function tagsOf(tags: Accounts["tags"]): Record<string, string | string[]> {
  return Object.fromEntries(
    [...Map.groupBy(tags, ({ key }) => key)].map(([key, each]) => {
      const values = each.map(({ value }) => value);
      const [only] = values;
      return [key, only !== undefined && values.length === 1 ? only : values];
    }),
  );
}
