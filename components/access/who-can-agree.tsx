import { Callout } from "#components/ui/callout.tsx";
import { Initials } from "#components/ui/initials.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";

const SHOWN = 12;

type WhoCanAgreeProps = {
  request: Pick<RequestDetail, "approvers" | "stages">;
  viewerId: string;
};

/** Who could decide a request now, at the stage that it waits at. */
export function WhoCanAgree({ request: { approvers, stages }, viewerId }: WhoCanAgreeProps) {
  const stage = stages.find(({ isWaiting }) => isWaiting);
  const missing = stage ? stage.quorum - stage.voices.length : 1;
  const mine = approvers.filter(({ id }) => id === viewerId);
  const ordered = [...mine, ...approvers.filter(({ id }) => id !== viewerId)];
  return (
    <Section
      title={
        stages.length > 1 && stage
          ? `Who can agree, stage ${stage.place} of ${stages.length}`
          : "Who can agree"
      }
      note={approvers.length > 0 && `${missing === 1 ? "one" : missing} of ${approvers.length}`}
      soft
    >
      {approvers.length === 0 ? (
        <Callout tone="warn" title="Nobody can decide this now.">
          Its rule is off or gone, or names nobody but the requester. It lapses by itself.
        </Callout>
      ) : (
        <RowList>
          {ordered.slice(0, SHOWN).map(({ id, name, standIn }) => (
            <Row
              key={id}
              sub={standIn !== null && `Away; ${standIn} decides in their place.`}
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
