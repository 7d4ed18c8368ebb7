import { Callout } from "#components/ui/callout.tsx";
import { Initials } from "#components/ui/initials.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { DecidingRule, ShownStage } from "#lib/core/shown-access.ts";
import { formatWhen } from "#lib/format.ts";

const SHOWN = 8;

type WhoWillBeAskedProps = {
  rule: DecidingRule;
  /** When it lapses at the latest, whatever the rule says. */
  notAfter?: Date;
  now: Date;
  zone: string;
};

/** Whose yes a request under this rule needs, stage by stage, and until when it waits for them. */
export function WhoWillBeAsked({ rule, notAfter, now, zone }: WhoWillBeAskedProps) {
  const deadline = new Date(now.getTime() + rule.deadlineMinutes * 60_000);
  const lapsesAt = notAfter && notAfter < deadline ? notAfter : deadline;
  if (rule.stages.length === 0)
    return (
      <Section title="Nobody has to agree">
        <Note>The rule {rule.name} agrees by itself. The audit says so, with your reason.</Note>
      </Section>
    );
  return (
    <>
      {rule.stages.map((stage) => (
        <Stage
          key={stage.place}
          title={
            rule.stages.length === 1
              ? "Who can agree"
              : `${stage.place === 1 ? "First" : "Then"}, who can agree`
          }
          stage={stage}
        />
      ))}
      <Note>
        By the rule {rule.name}. If nobody answers, the request lapses {formatWhen(lapsesAt, now, zone)}.
      </Note>
    </>
  );
}

function Stage({ title, stage: { quorum, approvers } }: { title: string; stage: ShownStage }) {
  return (
    <Section title={title} note={`${quorum === 1 ? "one" : quorum} of ${approvers.length}`}>
      {approvers.length < quorum ? (
        <Callout
          tone="warn"
          title={approvers.length === 0 ? "Nobody but you could decide this." : "Too few could decide this."}
        >
          So it cannot be asked. An administrator can name more approvers.
        </Callout>
      ) : (
        <RowList>
          {approvers.slice(0, SHOWN).map(({ id, name, standIn }) => (
            <Row
              key={id}
              sub={standIn !== null && `Away; ${standIn} decides in their place.`}
              title={
                <span className="flex items-center gap-2.5">
                  <Initials of={name} />
                  {name}
                </span>
              }
            />
          ))}
        </RowList>
      )}
      {approvers.length > SHOWN && <Note>And {approvers.length - SHOWN} more.</Note>}
    </Section>
  );
}
