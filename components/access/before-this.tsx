import type { CSSProperties } from "react";
import { RequestState } from "#components/access/request-state.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Earlier } from "#lib/core/shown-access.ts";
import { formatDate, formatMinutes } from "#lib/format.ts";

type BeforeThisProps = { earlier: readonly Earlier[]; whose: string; zone: string };

/** The last times the same person asked for the same role here, and how long it stood of what was granted. */
export function BeforeThis({ earlier, whose, zone }: BeforeThisProps) {
  if (earlier.length === 0) {
    return (
      <Section title="Before this" soft>
        <p className="pt-2 text-ink-2">{whose} asked for this role here for the first time.</p>
      </Section>
    );
  }
  const longest = Math.max(...earlier.map(({ durationMinutes }) => durationMinutes));
  return (
    <Section title="Before this" note="stood, of what was asked" soft>
      <ul>
        {earlier.map(({ id, createdAt, state, durationMinutes, stoodMinutes }) => (
          <li
            key={id}
            className="grid grid-cols-[max-content_minmax(6rem,1fr)_max-content] items-center gap-x-3 border-b border-line px-2 py-1.5"
          >
            <span className="min-w-20 text-ink-2">{formatDate(createdAt, zone)}</span>
            {stoodMinutes === null ? (
              <RequestState state={state} />
            ) : (
              <Stood asked={durationMinutes / longest} stood={stoodMinutes / longest} />
            )}
            <span>
              {stoodMinutes !== null && `${formatMinutes(stoodMinutes)} of `}
              {formatMinutes(durationMinutes)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** For the eye only: the words beside it say the same. Lengths are shares of the longest one shown. */
function Stood({ asked, stood }: { asked: number; stood: number }) {
  return (
    <div className="window" data-look="active" aria-hidden="true">
      <i data-part="left" style={place(0, asked)} />
      <i data-part="used" style={place(0, Math.min(stood, asked))} />
      <i data-part="post" style={place(0, 0)} />
      <i data-part="post" data-end style={place(asked, 0)} />
    </div>
  );
}

function place(from: number, span: number): CSSProperties {
  const shares: Record<`--${string}`, string> = { "--from": `${from * 100}%`, "--span": `${span * 100}%` };
  return shares;
}
