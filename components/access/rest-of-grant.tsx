import { axisOf } from "#components/access/axis.ts";
import { Window } from "#components/access/window.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen, spellMinutes } from "#lib/format.ts";

type RestOfGrantProps = {
  extended: NonNullable<RequestDetail["extends"]>;
  /** By how much it is to be extended. */
  minutes: number;
  now: Date;
  zone: string;
};

/** What an extension goes on after: until when that runs anyway, how long it was asked for, and how long all of it would last, as one window. */
export function RestOfGrant({ extended, minutes, now, zone }: RestOfGrantProps) {
  const { number, heldSince, endsAt, askedMinutes, inAllMinutes } = extended;
  const until = new Date(endsAt.getTime() + minutes * 60_000);
  const when = (moment: Date) => formatWhen(moment, now, zone);
  return (
    <Section title="What it extends" note={`${spellMinutes(inAllMinutes)} in all`} soft className="mt-7">
      <div className="pt-3">
        <Window
          axis={axisOf([heldSince, until], now, zone)}
          now={now}
          zone={zone}
          startsAt={heldSince}
          endsAt={endsAt}
          askedUntil={until}
        />
      </div>
      <DefinitionList
        items={[
          {
            term: "Runs already",
            value: (
              <>
                until <b className="font-medium">{when(endsAt)}</b>, since {when(heldSince)}
              </>
            ),
          },
          {
            term: "Was asked for",
            value: (
              <>
                {formatMinutes(askedMinutes)}, by R-{number}
              </>
            ),
          },
          {
            term: "With this",
            value: (
              <>
                until <b className="font-medium">{when(until)}</b>, {formatMinutes(inAllMinutes)} in all
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
