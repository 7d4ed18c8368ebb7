import { RequestState } from "#components/access/request-state.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Earlier } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";

type BeforeThisProps = { earlier: readonly Earlier[]; whose: string; now: Date; zone: string };

/** The last times the same person asked for the same role here, and how long it stood of what was granted. */
export function BeforeThis({ earlier, whose, now, zone }: BeforeThisProps) {
  if (earlier.length === 0) {
    return (
      <Section title="Before this" soft>
        <p className="pt-2 text-ink-2">{whose} asked for this role here for the first time.</p>
      </Section>
    );
  }
  return (
    <Section title="Before this" note="the last five here" soft>
      <ul>
        {earlier.map(({ id, createdAt, state, durationMinutes, stoodMinutes }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 border-b border-line p-2">
            <span className="min-w-28 text-ink-2">{formatWhen(createdAt, now, zone)}</span>
            <RequestState state={state} />
            <span className="ml-auto">
              {stoodMinutes === null
                ? formatMinutes(durationMinutes)
                : `stood ${formatMinutes(stoodMinutes)} of ${formatMinutes(durationMinutes)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
