import { notDrawn, WaysTable } from "#components/catalogue/ways-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Ways } from "#lib/core/catalogue/way.ts";

type GroupWaysProps = { name: string; ways: Ways; now: Date; zone: string };

/** What a group reaches. */
export function GroupWays({ name, ways: { ways, total }, now, zone }: GroupWaysProps) {
  if (total === 0)
    return <Empty title="No assignment names this group: its members reach nothing through it." />;
  return (
    <Section title="What its members reach through it" note={notDrawn(ways.length, total)}>
      <WaysTable
        caption={`What ${name} reaches`}
        ways={ways}
        columns={["set", "account"]}
        now={now}
        zone={zone}
      />
    </Section>
  );
}
