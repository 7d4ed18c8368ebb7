import { WaysDiagram } from "#components/catalogue/ways-diagram.tsx";
import { FLOWS_DRAWN } from "#components/catalogue/ways-layout.ts";
import { notDrawn, WaysTable } from "#components/catalogue/ways-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import type { Ways } from "#lib/core/catalogue/way.ts";
import { paths } from "#lib/paths.ts";

type AccountWaysProps = {
  account: { id: string; name: string };
  people: number;
  ways: Ways;
  kind: "standing" | "temporary" | undefined;
  now: Date;
  zone: string;
};

/** Every way into an account: drawn as flows while they are few, and as a table. */
export function AccountWays({ account, people, ways: { ways, total }, kind, now, zone }: AccountWaysProps) {
  if (total === 0) {
    return (
      <Empty
        title="Nobody reaches this account."
        action={<ButtonLink href={paths.newRequest({ account: account.id })}>Ask for a role here</ButtonLink>}
      >
        No assignment gives a person or a group a role here.
      </Empty>
    );
  }
  const shown = ways.filter((way) => kind === undefined || (way.grant !== null) === (kind === "temporary"));
  const option = (label: string, value: typeof kind) => ({
    label,
    href: paths.account(account.id, { kind: value }),
    current: kind === value,
    count: ways.filter((way) => value === undefined || (way.grant !== null) === (value === "temporary"))
      .length,
  });
  return (
    <>
      {total <= FLOWS_DRAWN && (
        <Section title="Ways in" note={<Legend />} className="max-wide:hidden">
          <WaysDiagram accountName={account.name} people={people} ways={ways} now={now} zone={zone} />
        </Section>
      )}
      <Section title="Every path" note={notDrawn(ways.length, total)}>
        <Filters>
          <SegmentedLinks
            label="Kind"
            options={[
              option("All", undefined),
              option("Standing", "standing"),
              option("Temporary", "temporary"),
            ]}
          />
        </Filters>
        {shown.length === 0 ? (
          <Empty
            title={
              kind === "temporary"
                ? "Nobody holds a role here for a time."
                : "Nobody stands here without an end."
            }
          />
        ) : (
          <WaysTable
            caption={`Every path into ${account.name}`}
            ways={shown}
            columns={["person", "through", "set"]}
            now={now}
            zone={zone}
          />
        )}
      </Section>
    </>
  );
}

function Legend() {
  return (
    <span className="flex gap-4 text-note">
      <span className="inline-flex items-center gap-1.5">
        <i className="h-2 w-3 bg-chart-standing" />
        standing
      </span>
      <span className="inline-flex items-center gap-1.5">
        <i className="h-2 w-3 bg-chart-temporary" />
        temporary
      </span>
    </span>
  );
}
