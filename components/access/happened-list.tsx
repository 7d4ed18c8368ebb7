import { Section } from "#components/ui/section.tsx";
import type { Happening } from "#lib/core/shown-access.ts";
import { formatDay, formatExact, formatLogTime, zoneName } from "#lib/format.ts";
import { auditWords } from "./audit-words.ts";

/** What the audit tells of a request, with times to the second. */
export function HappenedList({
  happened,
  now,
  zone,
}: {
  happened: readonly Happening[];
  now: Date;
  zone: string;
}) {
  const today = formatDay(now, zone);
  return (
    <Section title="What happened" note={`from the audit, times in ${zoneName(now, zone)}`}>
      <ol>
        {happened.map(({ id, at, action, actorName, cause }) => {
          const day = formatDay(at, zone);
          return (
            <li
              key={id}
              className="grid grid-cols-[9.5rem_minmax(0,10rem)_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-b border-line p-2 max-wide:grid-cols-[minmax(0,1fr)_auto]"
            >
              <time
                dateTime={at.toISOString()}
                title={formatExact(at, zone)}
                className="mono text-ink-2 max-wide:col-start-2 max-wide:row-start-1"
              >
                {day !== today && `${day}, `}
                {formatLogTime(at, zone)}
              </time>
              <b className="font-medium max-wide:col-start-1">{actorName}</b>
              <span className="max-wide:col-span-2">
                {auditWords(action)}, <span className="text-ink-2">{cause}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
