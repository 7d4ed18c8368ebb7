import { Callout } from "#components/ui/callout.tsx";
import type { RuleSentence } from "#lib/core/shown-access.ts";
import { count } from "#lib/format.ts";

/** Where a rule leads to nothing: nobody can ask, nobody can answer, nothing is reached. */
function deadEnds(rule: RuleSentence): { title: string; says: string }[] {
  const { approverCount, requesterCount, accountCount, unanswerable, sets, requesters, approvers, targets } =
    rule;
  const gone = [...requesters, ...approvers, ...sets, ...targets].filter(({ name }) => name === null).length;
  return [
    ...(approverCount === 0
      ? [
          {
            title: "Nobody can say yes.",
            says: "No approver is an enabled person, so nothing can be asked by this rule.",
          },
        ]
      : unanswerable > 0
        ? [
            {
              title: `${count(unanswerable, "person")} could be answered by nobody.`,
              says: "Who asks never decides, and they are the only approver. For them this rule offers nothing.",
            },
          ]
        : []),
    ...(requesterCount === 0
      ? [{ title: "Nobody may ask.", says: "No requester is an enabled person." }]
      : []),
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

export function RuleDeadEnds({ rule }: { rule: RuleSentence }) {
  return deadEnds(rule).map(({ title, says }) => (
    <Callout key={title} tone="warn" title={title} says={says} />
  ));
}
