import { type WayColumn, WaysTable } from "#components/catalogue/ways-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Ways } from "#lib/core/catalogue/as-of.ts";
import { count, formatNumber } from "#lib/format.ts";

type WaysThenProps = {
  title: string;
  caption: string;
  ways: Ways;
  columns: readonly WayColumn[];
  /** Said when there was none. */
  nothing: string;
  at: Date;
  zone: string;
};

/** The paths of a moment, with their ends as they were to come then. */
export function WaysThen({
  title,
  caption,
  ways: { ways, total },
  columns,
  nothing,
  at,
  zone,
}: WaysThenProps) {
  const note =
    total > ways.length ? `${formatNumber(ways.length)} of ${count(total, "path")}` : count(total, "path");
  return (
    <Section title={title} note={note}>
      {total === 0 ? (
        <Empty title={nothing} />
      ) : (
        <WaysTable caption={caption} ways={ways} columns={columns} now={at} zone={zone} />
      )}
    </Section>
  );
}
