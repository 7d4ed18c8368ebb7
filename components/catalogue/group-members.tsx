import Link from "next/link";
import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

type GroupMembersProps = {
  members: readonly {
    id: string;
    name: string;
    userName: string;
    email: string | null;
    status: PersonStatus;
    since: Date;
  }[];
  now: Date;
  zone: string;
};

/** The people in a group, by name. */
export function GroupMembers({ members, now, zone }: GroupMembersProps) {
  if (members.length === 0) return <Empty title="Nobody is in this group." />;
  const head = (
    <>
      <HeadCell width="34%">Person</HeadCell>
      <HeadCell>User name</HeadCell>
      <HeadCell>Mail</HeadCell>
      <HeadCell>First seen in it</HeadCell>
    </>
  );
  return (
    <Table caption="Members" head={head} headIs="sticky" fold="blocks" keys>
      {members.map((member) => (
        <tr key={member.id}>
          <Cell phone="wide">
            <span className="flex flex-wrap items-center gap-x-2.5">
              <Link href={paths.person(member.id)} prefetch={false} className="font-strong">
                {member.name}
              </Link>
              {member.status === "DISABLED" && <State is="disabled" />}
            </span>
          </Cell>
          <Cell phone="hide">
            <span className="mono text-ink-3">{member.userName}</span>
          </Cell>
          <Cell quiet phone="wide">
            {member.email ?? "–"}
          </Cell>
          <Cell quiet nowrap phone="hide">
            <When at={member.since} now={now} zone={zone} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
