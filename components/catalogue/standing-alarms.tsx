import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import { count, formatRelative, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type StandingAlarmsProps = {
  alarms: readonly { id: string; summary: string; whatToDo: string; openedAt: Date; isAboutGrant: boolean }[];
  now: Date;
  zone: string;
};

/** What operators were told of and what still stands, the oldest first; says so when nothing does. */
export function StandingAlarms({ alarms, now, zone }: StandingAlarmsProps) {
  return (
    <Section title="Alarms" {...(alarms.length > 0 && { note: count(alarms.length, "alarm") })}>
      {alarms.length === 0 ? (
        <p className="py-3 text-ink-2">No alarm stands.</p>
      ) : (
        <RowList>
          {alarms.map((alarm) => (
            <Row
              key={alarm.id}
              title={
                <span className="flex items-baseline gap-x-2">
                  <State is="blocked">Alarm</State>
                  <span>{alarm.summary}</span>
                </span>
              }
              sub={`Since ${formatWhen(alarm.openedAt, now, zone)}, ${formatRelative(alarm.openedAt, now)}. ${alarm.whatToDo}`}
              end={
                alarm.isAboutGrant && (
                  <ButtonLink
                    size="small"
                    href={paths.engine()}
                    aria-label={`What can be done: ${alarm.summary}`}
                  >
                    What can be done
                  </ButtonLink>
                )
              }
            />
          ))}
        </RowList>
      )}
    </Section>
  );
}
