import Link from "next/link";
import { type GrantListed, GrantsTable } from "#components/catalogue/grants-table.tsx";
import { notDrawn, WaysTable } from "#components/catalogue/ways-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { Ways } from "#lib/core/catalogue/way.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export const personViews = ["reaches", "groups", "grants"] as const;

type PersonViewProps = {
  view: (typeof personViews)[number];
  person: { name: string; groups: readonly { id: string; name: string; since: Date }[] };
  ways: Ways;
  grants: { grants: readonly GrantListed[]; total: number };
  now: Date;
  zone: string;
};

/** What the chosen tab of a person shows. */
export function PersonView({ view, person, ways: { ways, total }, grants, now, zone }: PersonViewProps) {
  switch (view) {
    case "reaches":
      if (total === 0) return <Empty title={`${person.name} reaches no account.`} />;
      return (
        <Section title="What they reach, and why" note={notDrawn(ways.length, total)}>
          <WaysTable
            caption={`What ${person.name} reaches`}
            ways={ways}
            columns={["through", "set", "account"]}
            now={now}
            zone={zone}
          />
        </Section>
      );
    case "groups":
      if (person.groups.length === 0) return <Empty title={`${person.name} is in no group.`} />;
      return (
        <Section title="Groups" note={count(person.groups.length, "group")}>
          <RowList>
            {person.groups.map((group) => (
              <Row
                key={group.id}
                title={
                  <Link href={paths.group(group.id)} prefetch={false} className="font-strong">
                    {group.name}
                  </Link>
                }
                end={
                  <span className="text-ink-2">
                    first seen <When at={group.since} now={now} zone={zone} />
                  </span>
                }
              />
            ))}
          </RowList>
        </Section>
      );
    case "grants":
      if (grants.total === 0) return <Empty title={`Gatehouse never granted ${person.name} anything.`} />;
      return (
        <Section title="Grants" note={count(grants.total, "grant")}>
          <GrantsTable grants={grants.grants} about="person" now={now} zone={zone} />
        </Section>
      );
  }
}
