import { axisOf } from "#components/access/axis.ts";
import { WhoWillBeAsked } from "#components/access/who-will-be-asked.tsx";
import { Window } from "#components/access/window.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Note } from "#components/ui/note.tsx";
import { Section } from "#components/ui/section.tsx";
import type { DecidingRule, GrantRow } from "#lib/core/shown-access.ts";
import { formatWhen, spellDuration } from "#lib/format.ts";

type ExtendAnswerProps = {
  grant: Pick<GrantRow, "heldSince" | "agreedEndsAt">;
  /** Null while the length is none that may be asked for. */
  minutes: number | null;
  sessionMinutes: number;
  /** The rule that it would fall under. */
  rule: DecidingRule | undefined;
  now: Date;
  zone: string;
};

/** What more time would mean: one window with what is held, and who would decide. */
export function ExtendAnswer({ grant, minutes, sessionMinutes, rule, now, zone }: ExtendAnswerProps) {
  const { heldSince, agreedEndsAt } = grant;
  const until = new Date(agreedEndsAt.getTime() + (minutes ?? 0) * 60_000);
  const sessionsUntil = new Date(until.getTime() + sessionMinutes * 60_000);
  return (
    <>
      <Section title="With this">
        {minutes === null ? (
          <Note>Choose a length that is allowed.</Note>
        ) : (
          <>
            <div className="pt-4">
              <Window
                axis={axisOf([heldSince, until], now, zone)}
                now={now}
                zone={zone}
                startsAt={heldSince}
                endsAt={agreedEndsAt}
                askedUntil={until}
              />
            </div>
            <Callout
              title={`Ends ${formatWhen(until, now, zone)} instead of ${formatWhen(agreedEndsAt, now, zone)}, truly by ${formatWhen(sessionsUntil, now, zone)}.`}
            >
              {spellDuration(until.getTime() - heldSince.getTime())} in all. Whoever ends what you hold now
              ends this with it.
            </Callout>
          </>
        )}
      </Section>
      {rule && <WhoWillBeAsked rule={rule} notAfter={agreedEndsAt} now={now} zone={zone} />}
    </>
  );
}
