import { Quote } from "#components/ui/quote.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { ShownRuleChange } from "#lib/core/shown-rule-change.ts";

const SAID = { agree: "agreed", reject: "said no", withdraw: "took it back" } as const;

type RuleChangeSaidProps = { change: ShownRuleChange; now: Date; zone: string };

/** Who proposed a change and why, what others said, and how it ended. */
export function RuleChangeSaid({ change, now, zone }: RuleChangeSaidProps) {
  return (
    <Section title="Who said what" soft>
      <div className="pt-3">
        <p>
          <b className="font-medium">{change.proposedByName}</b> proposed it,{" "}
          <When at={change.proposedAt} now={now} zone={zone} />.
        </p>
        <Quote>{change.note}</Quote>
      </div>
      {change.voices.map(({ round, personName, answer, comment, saidAt }) => (
        <div key={round} className="pt-3">
          <p>
            <b className="font-medium">{personName}</b> {SAID[answer]},{" "}
            <When at={saidAt} now={now} zone={zone} />.
          </p>
          {comment !== "" && <Quote>{comment}</Quote>}
        </div>
      ))}
      {change.settledReason !== null && <p className="pt-3 text-ink-2">{change.settledReason}</p>}
    </Section>
  );
}
