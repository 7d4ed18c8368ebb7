import Link from "next/link";
import { Count } from "#components/catalogue/count.tsx";
import { ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { paths } from "#lib/paths.ts";

export type GroupRowShown = {
  id: string;
  name: string;
  description: string;
  members: number;
  accounts: number;
  permissionSets: number;
};

type GroupsListProps = {
  page: { rows: readonly GroupRowShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
};

/** The groups that the search leaves, with who is in them and what they reach. */
export function GroupsList({ page, q }: GroupsListProps) {
  const head = (
    <>
      <HeadCell width="50%">Group</HeadCell>
      <HeadCell number>Members</HeadCell>
      <HeadCell number>Accounts it reaches</HeadCell>
      <HeadCell number>By permission sets</HeadCell>
    </>
  );
  return (
    <ListFrame
      action={paths.groups()}
      searches="Name, words or id"
      q={q}
      withoutSearch={paths.groups()}
      noun="group"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <Table caption="Groups" head={head} headIs="sticky" fold="blocks" keys>
        {page.rows.map((group) => (
          <tr key={group.id}>
            <Cell phone="wide">
              <Link href={paths.group(group.id)} prefetch={false} className="font-strong">
                {group.name}
              </Link>
              {group.description && <span className="block text-note text-ink-2">{group.description}</span>}
            </Cell>
            <Cell number label="Members">
              <Count of={group.members} />
            </Cell>
            <Cell number label="Accounts">
              <Count of={group.accounts} />
            </Cell>
            <Cell number label="Permission sets">
              <Count of={group.permissionSets} />
            </Cell>
          </tr>
        ))}
      </Table>
      <ListPager page={page} idOf={(row) => row.id} hrefOf={(place) => paths.groups({ q, ...place })} />
    </ListFrame>
  );
}
