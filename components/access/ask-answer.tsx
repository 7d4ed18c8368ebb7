import { HonestEnd } from "#components/access/honest-end.tsx";
import { Path } from "#components/access/path.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Initials } from "#components/ui/initials.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { lapsesAt } from "#lib/core/request.ts";
import type { AskableRole, Asking } from "#lib/core/shown-access.ts";
import { formatWhen, spellMinutes } from "#lib/format.ts";

type AskAnswerProps = {
  asking: Asking;
  role: AskableRole;
  /** Null while the length is none that may be asked for. */
  minutes: number | null;
  now: Date;
  zone: string;
};

const SHOWN = 8;

/** What asking now would mean: until when, who would decide, by which rule. */
export function AskAnswer({ asking, role, minutes, now, zone }: AskAnswerProps) {
  const rule =
    asking.rules.find((each) => minutes !== null && each.maxMinutes >= minutes) ?? asking.rules.at(-1);
  const endsAt = new Date(now.getTime() + (minutes ?? 0) * 60_000);
  const sessionsUntil = new Date(endsAt.getTime() + role.sessionMinutes * 60_000);
  return (
    <>
      <Section title="If you ask now">
        {minutes === null ? (
          <Note>Choose a length of at most {spellMinutes(role.maxMinutes)}.</Note>
        ) : (
          <>
            <HonestEnd
              begins="their yes"
              startsAt={now}
              minutes={minutes}
              sessionMinutes={role.sessionMinutes}
              isAbout
              now={now}
              zone={zone}
            />
            <Callout
              title={`Ends about ${formatWhen(endsAt, now, zone)}, truly by ${formatWhen(sessionsUntil, now, zone)}.`}
            >
              If approved now. This role’s sessions last {spellMinutes(role.sessionMinutes)}; one opened just
              before the end lives on that long.
            </Callout>
          </>
        )}
      </Section>
      {rule && (
        <Section title="Who can agree" note={`one of ${rule.approvers.length}`}>
          {rule.approvers.length === 0 ? (
            <Callout tone="warn" title="Nobody but you could decide this.">
              So it cannot be asked. An administrator can name more approvers.
            </Callout>
          ) : (
            <RowList>
              {rule.approvers.slice(0, SHOWN).map(({ id, name }) => (
                <Row
                  key={id}
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
          <Note>
            {rule.approvers.length > SHOWN && <>And {rule.approvers.length - SHOWN} more. </>}
            By the rule {rule.name}. If nobody answers, the request lapses{" "}
            {formatWhen(lapsesAt(now), now, zone)}.
          </Note>
        </Section>
      )}
      <Section title="Your path">
        <div className="pt-2.5">
          <Path
            kind="temporary"
            stops={[
              { kind: "person", label: "You" },
              { kind: "set", label: role.name },
              { kind: "account", label: asking.account.name },
            ]}
          />
        </div>
      </Section>
    </>
  );
}
