import type { ReactNode } from "react";
import { Section } from "#components/ui/section.tsx";
import type { RuleSaid, ShownRuleChange } from "#lib/core/shown-rule-change.ts";
import { spellMinutes } from "#lib/format.ts";
import { Approvers, Asks, Limits, Requesters, Sets, Targets } from "./rule-parts.tsx";

type Part = { term: string; of: (rule: RuleSaid) => unknown; says: (rule: RuleSaid) => ReactNode };

const parts: readonly Part[] = [
  { term: "Name", of: ({ name }) => name, says: ({ name }) => name },
  {
    term: "Description",
    of: ({ description }) => description,
    says: ({ description }) => (description === "" ? "none" : description),
  },
  {
    term: "Is",
    of: ({ enabled }) => enabled,
    says: ({ enabled }) => (enabled ? "switched on" : "switched off"),
  },
  { term: "Who", of: ({ who }) => who, says: (rule) => <Requesters rule={rule} /> },
  {
    term: "What",
    of: ({ sets, exceptSets }) => [sets, exceptSets],
    says: (rule) => (
      <>
        may ask for <Sets rule={rule} />
      </>
    ),
  },
  {
    term: "Where",
    of: ({ accounts, exceptAccounts }) => [accounts, exceptAccounts],
    says: (rule) => (
      <>
        in <Targets rule={rule} />
      </>
    ),
  },
  {
    term: "How long",
    of: ({ limits }) => limits,
    says: (rule) => (
      <>
        <Limits rule={rule} />
        {rule.limits.suggestedMinutes !== null &&
          `, offered as ${spellMinutes(rule.limits.suggestedMinutes)}`}
      </>
    ),
  },
  { term: "Who agrees", of: ({ stages }) => stages, says: (rule) => <Approvers rule={rule} /> },
  { term: "Must say", of: ({ asks }) => asks, says: (rule) => <Asks rule={rule} /> },
  {
    term: "Lapses",
    of: ({ deadlineMinutes }) => deadlineMinutes,
    says: ({ deadlineMinutes }) => `after ${spellMinutes(deadlineMinutes)} without an answer`,
  },
  {
    term: "Decides",
    of: ({ priority }) => priority,
    says: ({ priority }) => `before rules with a larger number than ${priority}`,
  },
];

/** The rule as it is to be; what differs stands over what it was. */
export function RuleChangeDiff({ change: { before, after, baseVersion } }: { change: ShownRuleChange }) {
  const differs = ({ of }: Part) =>
    before !== null && JSON.stringify(of(before)) !== JSON.stringify(of(after));
  const number = parts.filter(differs).length;
  return (
    <Section
      title="The rule as proposed"
      note={
        before === null
          ? "a new rule"
          : `${number === 1 ? "1 part differs" : `${number} parts differ`} from version ${baseVersion}`
      }
    >
      <dl>
        {parts.map((part) => (
          <div
            key={part.term}
            className="grid gap-x-4 border-b border-line p-2 text-read wide:grid-cols-[7rem_1fr]"
          >
            <dt className="text-body text-ink-2">{part.term}</dt>
            {before !== null && differs(part) ? (
              <>
                <dd className="border-l-[3px] border-accent pl-2.5 first-letter:uppercase">
                  <b className="font-medium">To be: </b>
                  <ins className="no-underline">{part.says(after)}</ins>
                </dd>
                <dd className="border-l-[3px] border-line-2 pl-2.5 text-ink-2 wide:col-start-2">
                  Was: <del className="no-underline">{part.says(before)}</del>
                </dd>
              </>
            ) : (
              <dd className="first-letter:uppercase">{part.says(after)}</dd>
            )}
          </div>
        ))}
      </dl>
    </Section>
  );
}
