import { type WayColumn, WaysTable } from "#components/catalogue/ways-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { Section } from "#components/ui/section.tsx";
import { WAYS_ON_A_PAGE, type Ways } from "#lib/core/catalogue/as-of.ts";
import { count } from "#lib/format.ts";

type WaysThenProps = {
  title: string;
  caption: string;
  ways: Ways;
  /** The page that so many ways lie before. */
  hrefOf: (skipped: number) => string;
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
  ways: { ways, skipped, total },
  hrefOf,
  columns,
  nothing,
  at,
  zone,
}: WaysThenProps) {
  return (
    <Section title={title} note={count(total, "path")}>
      {ways.length === 0 ? (
        <Empty title={nothing} />
      ) : (
        <>
          <WaysTable caption={caption} ways={ways} columns={columns} now={at} zone={zone} />
          <Pager
            from={skipped + 1}
            to={skipped + ways.length}
            of={total}
            previous={skipped > 0 ? hrefOf(Math.max(skipped - WAYS_ON_A_PAGE, 0)) : null}
            next={skipped + ways.length < total ? hrefOf(skipped + ways.length) : null}
          />
        </>
      )}
    </Section>
  );
}
