import { sayBounded } from "#components/catalogue/change-words.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import type { BoundedCount } from "#lib/core/catalogue/change.ts";
import { formatExact } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { type readChangesAddress, type Span, spans } from "./changes-address.ts";

type SpanAndDriftProps = {
  address: ReturnType<typeof readChangesAddress>;
  total: BoundedCount;
  now: Date;
  zone: string;
};

const words = {
  day: "Last day",
  week: "Last week",
  month: "Last month",
  ever: "Ever",
} as const satisfies Record<Span, string>;

/** How far back, whose doing, and how many that leaves. */
export function SpanAndDrift({
  address: { written, span, misread, filters },
  total,
  zone,
}: SpanAndDriftProps) {
  const at = (change: Partial<typeof written>) => paths.changes({ ...written, ...change });
  const isDrift = written.drift === "1";
  return (
    <>
      {misread.length > 0 && (
        <Callout tone="warn" className="mb-3" title={`${misread.join(" and ")} is no date and time.`}>
          A moment is written as 2026-09-12T14:00, or as a day alone. It was left out.
        </Callout>
      )}
      <Filters>
        <SegmentedLinks
          label="How far back"
          options={spans.map((each) => ({
            label: words[each],
            href: at({
              last: each === "week" ? undefined : each,
              from: undefined,
              to: undefined,
              run: undefined,
            }),
            current: span === each,
          }))}
        />
        <SegmentedLinks
          label="Whose doing"
          options={[
            { label: "All", href: at({ drift: undefined }), current: !isDrift },
            { label: <DriftOnly />, href: at({ drift: "1" }), current: isDrift },
          ]}
        />
        {written.run && (
          <Chip
            field="Seen by"
            value={<span className="mono">{written.run.slice(0, 8)}</span>}
            removeHref={at({ run: undefined })}
          />
        )}
        {span === undefined && filters.from && (
          <Chip field="From" value={formatExact(filters.from, zone)} removeHref={at({ from: undefined })} />
        )}
        {span === undefined && filters.to && (
          <Chip field="To" value={formatExact(filters.to, zone)} removeHref={at({ to: undefined })} />
        )}
        <span className="ml-auto text-ink-2">{sayBounded(total)} changes</span>
      </Filters>
    </>
  );
}

function DriftOnly() {
  return (
    <span className="inline-flex items-center gap-1.25">
      <Icon name="git-compare" size={15} /> Drift only
    </span>
  );
}
