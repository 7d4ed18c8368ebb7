import { Callout } from "#components/ui/callout.tsx";
import { Initials } from "#components/ui/initials.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";

const SHOWN = 12;

type WhoCanAgreeProps = { approvers: readonly { id: string; name: string }[]; viewerId: string };

/** Who could decide a request now. */
export function WhoCanAgree({ approvers, viewerId }: WhoCanAgreeProps) {
  const mine = approvers.filter(({ id }) => id === viewerId);
  const ordered = [...mine, ...approvers.filter(({ id }) => id !== viewerId)];
  return (
    <Section title="Who can agree" note={approvers.length > 0 && `one of ${approvers.length}`} soft>
      {approvers.length === 0 ? (
        <Callout tone="warn" title="Nobody can decide this now.">
          Its rule is off or gone, or names nobody but the requester. It lapses by itself.
        </Callout>
      ) : (
        <RowList>
          {ordered.slice(0, SHOWN).map(({ id, name }) => (
            <Row
              key={id}
              title={
                <span className="flex items-center gap-2.5">
                  <Initials of={name} />
                  {id === viewerId ? <b className="font-strong">You</b> : name}
                </span>
              }
            />
          ))}
        </RowList>
      )}
      {ordered.length > SHOWN && <Note>And {ordered.length - SHOWN} more.</Note>}
    </Section>
  );
}
