import {
  inOrder,
  mayRequest,
  offers,
  type PersonInGroups,
  type Place,
  type RuledSet,
  reaches,
} from "./covers.ts";
import type { Rule, RuleContent } from "./rule-content.ts";

/** How a rule stands to one of the three things: it means it, does not mean it, or would but for an exception. */
export type Match = "meant" | "not-meant" | "excepted";

/** One rule's part in whether a person may ask for a set in an account. */
export type Trace = { rule: Rule; person: Match; set: Match; account: Match };

const noOne = { groups: [], people: [] };
const noSets = { arns: [], tags: [], patterns: [] };
const nowhere = { ids: [], units: [], tags: [] };

function match(isMeant: boolean, wouldBe: boolean): Match {
  if (isMeant) return "meant";
  return wouldBe ? "excepted" : "not-meant";
}

/** The content without its exceptions. */
function unrestricted(content: RuleContent): RuleContent {
  return {
    ...content,
    who: { ...content.who, except: noOne },
    sets: { ...content.sets, except: noSets },
    accounts: { ...content.accounts, except: nowhere },
  };
}

/** What each rule says about a person, a set and an account, in the order in which rules decide. */
export function traceRules(
  rules: readonly Rule[],
  person: PersonInGroups,
  place: Place,
  set: RuledSet,
): readonly Trace[] {
  return inOrder(rules).map((rule) => {
    const { content } = rule;
    const freely = unrestricted(content);
    return {
      rule,
      person: match(mayRequest(content, person), mayRequest(freely, person)),
      set: match(offers(content, set), offers(freely, set)),
      account: match(reaches(content, place), reaches(freely, place)),
    };
  });
}

/** How many of the three the rule does not mean. */
export function misses({ person, set, account }: Trace): number {
  return [person, set, account].filter((each) => each !== "meant").length;
}

/** Why a rule does not let the person ask, in one sentence; null when it does. */
export function explainTrace({ rule, person, set, account }: Trace): string | null {
  const said: string[] = [];
  if (!rule.enabled) said.push("it is switched off");
  if (person === "not-meant") said.push("it does not let this person ask");
  if (person === "excepted") said.push("this person is an exception from it");
  if (set === "not-meant") said.push("it does not offer this role");
  if (set === "excepted") said.push("this role is an exception from it");
  if (account === "not-meant") said.push("it does not reach this account");
  if (account === "excepted") said.push("this account is an exception from it");
  if (said.length === 0) return null;
  const [first = "", ...rest] = said;
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${rest.map((each) => `, and ${each}`).join("")}.`;
}
