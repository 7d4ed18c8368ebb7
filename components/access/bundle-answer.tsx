import { HonestEnd } from "#components/access/honest-end.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Name } from "#components/ui/name.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { DecidingRule, RoleToAsk } from "#lib/core/shown-access.ts";
import { formatWhen, listNames, spellMinutes } from "#lib/format.ts";

const NAMED = 3;

type BundleAnswerProps = {
  /** Each role of the ask with the rule that it would fall under. */
  roles: readonly { of: RoleToAsk; rule: DecidingRule | undefined }[];
  maxMinutes: number;
  /** Null while the length is none that may be asked for. */
  minutes: number | null;
  now: Date;
  zone: string;
};

/** What asking for several roles now would mean: until when, and of each who has to agree. */
export function BundleAnswer({ roles, maxMinutes, minutes, now, zone }: BundleAnswerProps) {
  const sessionMinutes = Math.max(...roles.map(({ of }) => of.role.sessionMinutes));
  const endsAt = new Date(now.getTime() + (minutes ?? 0) * 60_000);
  const sessionsUntil = new Date(endsAt.getTime() + sessionMinutes * 60_000);
  return (
    <>
      <Section title="If you ask now">
        {minutes === null ? (
          <Note>Choose a length of at most {spellMinutes(maxMinutes)}: all of them allow that.</Note>
        ) : (
          <>
            <HonestEnd
              begins="their yes"
              startsAt={now}
              minutes={minutes}
              sessionMinutes={sessionMinutes}
              isAbout
              now={now}
              zone={zone}
            />
            <Callout
              title={`Each ends about ${formatWhen(endsAt, now, zone)}, all truly by ${formatWhen(sessionsUntil, now, zone)}.`}
            >
              If approved now. Each begins with its own yes, and a session that was opened just before the end
              lives on for its time.
            </Callout>
          </>
        )}
      </Section>
      <Section title="Who has to agree" note="each for itself">
        <RowList>
          {roles.map(({ of: { account, role }, rule }) => (
            <Row
              key={`${account.id} ${role.arn}`}
              title={
                <>
                  <b className="font-medium">{role.name}</b> in <Name>{account.name}</Name>
                </>
              }
              sub={rule ? agreeing(rule) : "No rule allows this length."}
            />
          ))}
        </RowList>
        <Note>Whoever may decide several of them gets one letter.</Note>
      </Section>
    </>
  );
}

/** Whose yes it takes, in a line: stage by stage, by the rule's name. */
function agreeing({ name, stages }: DecidingRule): string {
  if (stages.length === 0) return `Nobody: the rule ${name} agrees by itself.`;
  const each = stages.map(({ quorum, approvers }) => {
    if (approvers.length < quorum) return "too few people, so it cannot be asked";
    const names = approvers.slice(0, NAMED).map((person) => person.name);
    const more = approvers.length - names.length;
    const all = more > 0 ? `${names.join(", ")} or ${more} more` : listNames(names, "or");
    return approvers.length === 1 ? all : `${quorum === 1 ? "one" : quorum} of ${all}`;
  });
  return `${each.join(", then ")}. Rule: ${name}`;
}
