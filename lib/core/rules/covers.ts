import type { Tags } from "../catalogue.ts";
import { meetsName } from "./pattern.ts";
import type { Principals, Rule, RuleContent } from "./rule-content.ts";

/** A person with the groups they are in now. */
export type PersonInGroups = { personId: string; groupIds: ReadonlySet<string> };

/** An account with its tags and the ids of the units above it, from the root down. */
export type Place = { accountId: string; ouPath: readonly string[]; tags: Tags };

/** A permission set as rules know it. */
export type RuledSet = { arn: string; name: string; tags: Tags };

type TagRefs = RuleContent["accounts"]["tags"];

/** Whether the person is named, alone or by a group. */
export function isNamed(principals: Principals, { personId, groupIds }: PersonInGroups): boolean {
  return principals.people.includes(personId) || principals.groups.some((id) => groupIds.has(id));
}

function carries(tags: Tags, wanted: TagRefs): boolean {
  return wanted.some(({ key, value }) => tags[key] === value);
}

/** Whether the rule lets this person ask. */
export function mayRequest({ who }: RuleContent, person: PersonInGroups): boolean {
  return (who.everyone || isNamed(who, person)) && !isNamed(who.except, person);
}

/** Whether the rule offers this permission set. */
export function offers({ sets }: RuleContent, set: RuledSet): boolean {
  return holdsSet(sets, set) && !holdsSet(sets.except, set);
}

function holdsSet({ arns, tags, patterns }: RuleContent["sets"]["except"], set: RuledSet): boolean {
  return (
    arns.includes(set.arn) ||
    carries(set.tags, tags) ||
    patterns.some((pattern) => meetsName(set.name, pattern))
  );
}

/** Whether the rule reaches this account: named itself, by a tag, or below a named unit, however deep. */
export function reaches({ accounts }: RuleContent, place: Place): boolean {
  return (accounts.all || holdsPlace(accounts, place)) && !holdsPlace(accounts.except, place);
}

function holdsPlace({ ids, units, tags }: RuleContent["accounts"]["except"], place: Place): boolean {
  return (
    ids.includes(place.accountId) ||
    place.ouPath.some((unit) => units.includes(unit)) ||
    carries(place.tags, tags)
  );
}

/** The order in which rules are asked whether they decide. */
export function inOrder(rules: readonly Rule[]): readonly Rule[] {
  return rules.toSorted((a, b) => a.priority - b.priority || a.name.localeCompare(b.name, "en"));
}

/** The enabled rules under which this person may ask for this set in this account, in the order in which they decide. */
export function rulesFor(
  rules: readonly Rule[],
  person: PersonInGroups,
  place: Place,
  set: RuledSet,
): readonly Rule[] {
  return inOrder(
    rules.filter(
      ({ enabled, content }) =>
        enabled && offers(content, set) && mayRequest(content, person) && reaches(content, place),
    ),
  );
}
