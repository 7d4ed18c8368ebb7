import type { ReachChange } from "#lib/core/rules/compare-reach.ts";
import type { RulesPlan } from "#lib/db/judge-rules.ts";
import { count } from "#lib/format.ts";

/** A plan for a terminal: rule by rule, then who gains and who loses, then what becomes of undecided requests. */
export function planText({ rules, gained, lost, requests, isWidening }: RulesPlan): string {
  if (rules.length === 0) return "Nothing would change.";
  const signs = { new: "+", changed: "~", "switched off": "-" } as const;
  return [
    ...rules.flatMap(({ name, change, differs, easier, deadEnds }) => [
      `${signs[change]} ${name}: ${change}${differs.length > 0 ? ` (${differs.join(", ")})` : ""}`,
      ...easier.map((each) => `    easier: ${each}`),
      ...deadEnds.map(({ title }) => `    dead end: ${title}`),
    ]),
    "",
    reachText("gained", gained),
    reachText("lost", lost),
    `Undecided requests: ${requests.fallen} would not stand any more, ${requests.stranded} could be decided by nobody.`,
    isWidening ? "This widens access." : "This widens nothing.",
  ].join("\n");
}

function reachText(what: string, { triples, people, sets, accounts, examples }: ReachChange): string {
  if (triples === 0) return `Nothing is ${what}.`;
  const [first] = examples;
  const example = first ? `, ${first.personId} ${first.permissionSetArn} in ${first.accountId} among it` : "";
  const sum = `${count(people, "person")}, ${count(sets, "permission set")}, ${count(accounts, "account")}`;
  return `${triples} ways to ask are ${what}: ${sum}${example}.`;
}
