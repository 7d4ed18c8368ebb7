import { HonestEnd } from "#components/access/honest-end.tsx";
import { Path } from "#components/access/path.tsx";
import { WhoWillBeAsked } from "#components/access/who-will-be-asked.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Note } from "#components/ui/note.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AskableRole, DecidingRule, OfferedAccount } from "#lib/core/shown-access.ts";
import { formatWhen, spellMinutes } from "#lib/format.ts";

type AskAnswerProps = {
  account: OfferedAccount;
  /** The rule that it would fall under. */
  rule: DecidingRule | undefined;
  role: AskableRole;
  /** Null while the length is none that may be asked for. */
  minutes: number | null;
  now: Date;
  zone: string;
};

/** What asking now would mean: until when, who would decide, by which rule. */
export function AskAnswer({ account, rule, role, minutes, now, zone }: AskAnswerProps) {
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
              begins={rule?.stages.length === 0 ? "at once" : "their yes"}
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
              {rule?.stages.length === 0 ? "It begins at once. " : "If approved now. "}This role’s sessions
              last {spellMinutes(role.sessionMinutes)}; one opened just before the end lives on that long.
            </Callout>
          </>
        )}
      </Section>
      {rule && <WhoWillBeAsked rule={rule} now={now} zone={zone} />}
      <Section title="Your path">
        <div className="pt-2.5">
          <Path
            kind="temporary"
            stops={[
              { kind: "person", label: "You" },
              { kind: "set", label: role.name },
              { kind: "account", label: account.name },
            ]}
          />
        </div>
      </Section>
    </>
  );
}
