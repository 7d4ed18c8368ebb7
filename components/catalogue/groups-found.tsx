import Link from "next/link";
import { Count } from "#components/catalogue/count.tsx";
import { FoundList } from "#components/catalogue/found-list.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { paths } from "#lib/paths.ts";

type GroupShown = {
  id: string;
  name: string;
  description: string;
  members: number;
  accounts: number;
  assignments: number;
};

type GroupsFoundProps = {
  view: "empty-groups" | "idle-groups";
  page: { rows: readonly GroupShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
};

const words = {
  "empty-groups": {
    title: "Groups without members",
    means: "What they give, nobody has; whoever is put into one has it at once.",
    none: "Every group has members.",
  },
  "idle-groups": {
    title: "Groups without assignments",
    means: "No assignment names them: their members reach nothing through them.",
    none: "Every group gives something.",
  },
} as const;

/** Groups that a finding is about. */
export function GroupsFound({ view, page, q }: GroupsFoundProps) {
  return (
    <FoundList
      view={view}
      {...words[view]}
      searches="Name or id"
      q={q}
      page={page}
      idOf={(row) => row.id}
      head={
        <>
          <HeadCell width="44%">Group</HeadCell>
          <HeadCell number>Members</HeadCell>
          <HeadCell number>Accounts</HeadCell>
          <HeadCell number>Assignments</HeadCell>
        </>
      }
      row={(group) => (
        <tr key={group.id}>
          <Cell phone="wide">
            <Link href={paths.group(group.id)} prefetch={false} className="font-strong">
              {group.name}
            </Link>
            <span className="mono block text-ink-3">{group.id}</span>
          </Cell>
          <Cell number label="Members">
            <Count of={group.members} />
          </Cell>
          <Cell number label="Accounts">
            <Count of={group.accounts} />
          </Cell>
          <Cell number label="Assignments">
            <Count of={group.assignments} />
          </Cell>
        </tr>
      )}
    />
  );
}
