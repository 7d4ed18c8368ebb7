import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RuleChangeRow } from "#lib/core/shown-rule-change.ts";
import { count, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type RuleChangesWaitingProps = { changes: readonly RuleChangeRow[]; now: Date; zone: string };

/** Changes of rules that wait for this administrator's answer; nothing when none does. */
export function RuleChangesWaiting({ changes, now, zone }: RuleChangesWaitingProps) {
  if (changes.length === 0) return null;
  return (
    <Section title="Rules to look at" note={`${count(changes.length, "change")} for you to answer`}>
      <RowList>
        {changes.map(({ id, name, isNew, proposedByName, proposedAt, note, lapsesAt }) => (
          <Row
            key={id}
            title={
              <>
                <b className="font-strong">{proposedByName}</b> proposes{" "}
                {isNew ? "the new rule" : "to change"} <b className="font-strong">{name}</b>
              </>
            }
            sub={`Proposed ${formatWhen(proposedAt, now, zone)}, lapses ${formatWhen(lapsesAt, now, zone)}. “${note}”`}
            end={
              <ButtonLink
                href={paths.ruleChange(id)}
                kind="go"
                size="small"
                aria-label={`Look and answer: ${proposedByName} proposes to change ${name}`}
              >
                Look and answer
              </ButtonLink>
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
