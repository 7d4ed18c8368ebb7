import type { PrincipalKind } from "./catalogue.ts";

export type PrincipalRef = { kind: PrincipalKind; id: string };
export type RuleTarget = { kind: "account" | "ou"; id: string };

/** Who may request which permission sets where, for how long at most, and who decides. */
export type Rule = {
  id: string;
  name: string;
  version: number;
  enabled: boolean;
  maxMinutes: number;
  requesters: readonly PrincipalRef[];
  approvers: readonly PrincipalRef[];
  permissionSetArns: readonly string[];
  targets: readonly RuleTarget[];
};

/** A person with the groups they are in now. */
export type PersonInGroups = { personId: string; groupIds: ReadonlySet<string> };

/** An account with the ids of the units above it, from the root down. */
export type Place = { accountId: string; ouPath: readonly string[] };

export function names(principals: readonly PrincipalRef[], person: PersonInGroups): boolean {
  return principals.some((principal) =>
    principal.kind === "user" ? principal.id === person.personId : person.groupIds.has(principal.id),
  );
}

/** Whether the rule's targets hold the account: named itself, or below a named unit. */
function reaches(rule: Rule, place: Place): boolean {
  return rule.targets.some((target) =>
    target.kind === "account" ? target.id === place.accountId : place.ouPath.includes(target.id),
  );
}

/** The enabled rules under which this person may ask for this set in this account. */
export function rulesFor(
  rules: readonly Rule[],
  person: PersonInGroups,
  place: Place,
  permissionSetArn: string,
): readonly Rule[] {
  return rules.filter(
    (rule) =>
      rule.enabled &&
      rule.permissionSetArns.includes(permissionSetArn) &&
      names(rule.requesters, person) &&
      reaches(rule, place),
  );
}

/**
 * The rule that a request of this length falls under: of those that allow the length, the one with the least room.
 * Null when none allows it.
 */
export function ruleForLength(covering: readonly Rule[], minutes: number): Rule | null {
  const allowing = covering.filter((rule) => rule.maxMinutes >= minutes);
  const [first] = allowing.toSorted((a, b) => a.maxMinutes - b.maxMinutes || a.id.localeCompare(b.id));
  return first ?? null;
}

/** The longest that any of these rules allows, in minutes; null for none. */
export function longest(rules: readonly Rule[]): number | null {
  return rules.length === 0 ? null : Math.max(...rules.map((rule) => rule.maxMinutes));
}
