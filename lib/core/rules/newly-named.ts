import type { Principals, Rule, RuleContent } from "./rule-content.ts";

type Refs = RuleContent["accounts"]["tags"];

const additions = {
  "who may ask": ({ who: was }, { who: is }) =>
    (is.everyone && !was.everyone) || morePrincipals(was, is) || morePrincipals(is.except, was.except),
  "permission sets": ({ sets: was }, { sets: is }) => moreSets(was, is) || moreSets(is.except, was.except),
  accounts: ({ accounts: was }, { accounts: is }) =>
    (is.all && !was.all) || moreAccounts(was, is) || moreAccounts(is.except, was.except),
} as const satisfies Record<string, (was: RuleContent, is: RuleContent) => boolean>;

const isAddition = (name: string): name is keyof typeof additions => Object.hasOwn(additions, name);

/**
 * Of what a rule that is on names more than before, whether or not anybody or anything meets it yet: who joins a group, lands in a unit or gets a tag
 * later is then covered without another change of the rule.
 * @param before null when the rule is new
 */
export function newlyNamed(before: Rule | null, after: Rule): string[] {
  if (!after.enabled) return [];
  const names = Object.keys(additions).filter(isAddition);
  if (before === null || !before.enabled) return names;
  return names.filter((name) => additions[name](before.content, after.content));
}

const more = (was: readonly string[], is: readonly string[]) => is.some((each) => !was.includes(each));

const moreTags = (was: Refs, is: Refs) =>
  is.some(({ key, value }) => !was.some((tag) => tag.key === key && tag.value === value));

const morePrincipals = (was: Principals, is: Principals) =>
  more(was.groups, is.groups) || more(was.people, is.people);

function moreSets(was: RuleContent["sets"]["except"], is: RuleContent["sets"]["except"]): boolean {
  return more(was.arns, is.arns) || more(was.patterns, is.patterns) || moreTags(was.tags, is.tags);
}

function moreAccounts(
  was: RuleContent["accounts"]["except"],
  is: RuleContent["accounts"]["except"],
): boolean {
  return more(was.ids, is.ids) || more(was.units, is.units) || moreTags(was.tags, is.tags);
}
