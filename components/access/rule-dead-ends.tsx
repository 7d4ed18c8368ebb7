import { Callout } from "#components/ui/callout.tsx";
import type { Named, ShownRule } from "#lib/core/shown-rule.ts";
import { count } from "#lib/format.ts";

/** Where a rule leads to nothing: nobody can ask, nobody can answer, nothing is reached. */
function deadEnds(rule: ShownRule): { title: string; says: string }[] {
  const { approverCount, requesterCount, accountCount, setCount, unanswerable, stages } = rule;
  const gone = allNamed(rule).filter(({ name }) => name === null).length;
  const asksOwners = stages.some(({ ownerTag, manager }) => ownerTag !== null || manager);
  return [
    ...(stages.length > 0 && approverCount === 0 && !asksOwners
      ? [
          {
            title: "Nobody can say yes.",
            says: "No approver is an enabled person, so nothing can be asked by this rule.",
          },
        ]
      : unanswerable > 0
        ? [
            {
              title: `${count(unanswerable, "person")} could be answered by too few.`,
              says: "Who asks never decides, and without them there are fewer approvers than are needed. For them this rule offers nothing.",
            },
          ]
        : []),
    ...(requesterCount === 0
      ? [{ title: "Nobody may ask.", says: "No requester is an enabled person." }]
      : []),
    ...(setCount === 0 ? [{ title: "It offers no permission set that there is.", says: "" }] : []),
    ...(accountCount === 0 ? [{ title: "It reaches no active account.", says: "" }] : []),
    ...(gone > 0
      ? [
          {
            title: `It names ${count(gone, "thing")} that ${gone === 1 ? "is" : "are"} gone from AWS.`,
            says: "",
          },
        ]
      : []),
  ];
}

/** Everything that a rule names by itself. */
function allNamed({ who, sets, exceptSets, accounts, exceptAccounts, stages }: ShownRule): readonly Named[] {
  return [
    ...who.principals,
    ...who.except,
    ...sets.named,
    ...exceptSets.named,
    ...accounts.accounts,
    ...accounts.units,
    ...exceptAccounts.accounts,
    ...exceptAccounts.units,
    ...stages.flatMap(({ principals, fallback }) => [...principals, ...(fallback?.principals ?? [])]),
  ];
}

export function RuleDeadEnds({ rule }: { rule: ShownRule }) {
  return deadEnds(rule).map(({ title, says }) => (
    <Callout key={title} tone="warn" title={title} says={says} />
  ));
}
