import Link from "next/link";
import { Count } from "#components/catalogue/count.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PersonGroupsProps = {
  person: {
    id: string;
    name: string;
    groups: readonly { id: string; name: string; since: Date; accounts: number; permissionSets: number }[];
  };
  now: Date;
  zone: string;
};

/** The groups a person is in, what each gives, and what would end without it. */
export function PersonGroups({ person, now, zone }: PersonGroupsProps) {
  if (person.groups.length === 0) return <Empty title={`${person.name} is in no group.`} />;
  const head = (
    <>
      <HeadCell width="36%">Group</HeadCell>
      <HeadCell number>Accounts</HeadCell>
      <HeadCell number>Permission sets</HeadCell>
      <HeadCell>First seen in it</HeadCell>
      <HeadCell hidden="What would end" />
    </>
  );
  return (
    <Section title="Groups" note={count(person.groups.length, "group")}>
      <Table caption={`Groups of ${person.name}`} head={head} headIs="sticky" fold="blocks" keys>
        {person.groups.map((group) => (
          <tr key={group.id}>
            <Cell phone="wide">
              <Link href={paths.group(group.id)} prefetch={false} className="font-strong wrap-anywhere">
                {group.name}
              </Link>
            </Cell>
            <Cell number label="Accounts">
              <Count of={group.accounts} />
            </Cell>
            <Cell number label="Permission sets">
              <Count of={group.permissionSets} />
            </Cell>
            <Cell quiet nowrap label="Since">
              <When at={group.since} now={now} zone={zone} />
            </Cell>
            <Cell number phone="wide" className="max-wide:text-left">
              {group.accounts === 0 ? (
                <span className="text-ink-2">gives nothing</span>
              ) : (
                <Link
                  href={paths.person(person.id, { without: group.id })}
                  prefetch={false}
                  className="link"
                  aria-label={`What would end without it: ${group.name}`}
                >
                  What would end without it
                </Link>
              )}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
