import Link from "next/link";
import { choicesOf } from "#components/catalogue/choices-of.ts";
import { Count } from "#components/catalogue/count.tsx";
import { type ActiveFilter, ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { sortOf } from "#components/catalogue/sort-of.ts";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type GroupRowShown = {
  id: string;
  name: string;
  description: string;
  members: number;
  disabled: number;
  accounts: number;
  permissionSets: number;
};

type GroupsFilters = {
  q?: string | undefined;
  finding?: "administrators" | "empty" | "unused" | "disabled" | undefined;
  sort?: "name" | "members" | "accounts" | undefined;
  order?: "reversed" | undefined;
};

type GroupsListProps = {
  page: { rows: readonly GroupRowShown[]; skipped: number; total: number; unfiltered: number };
  filters: GroupsFilters;
  open: { choose?: "filters" | undefined };
};

const findingWords = {
  administrators: "standing administrator access",
  empty: "no member",
  unused: "no assignment",
  disabled: "disabled members",
} as const satisfies Record<NonNullable<GroupsFilters["finding"]>, string>;

/** The groups that the filters leave, with who is in them and what they reach. */
export function GroupsList({ page, filters, open }: GroupsListProps) {
  const at = (change: Partial<GroupsFilters>) => paths.groups({ ...filters, ...open, ...change });
  const { q, finding, ...sorting } = filters;
  const active: ActiveFilter[] = [];
  if (q) active.push({ field: "Has", value: q, removeHref: at({ q: undefined }) });
  if (finding) {
    active.push({ field: "With", value: findingWords[finding], removeHref: at({ finding: undefined }) });
  }
  const head = (
    <>
      <HeadCell width="50%" sort={sortOf(filters, "name", "ascending", at)}>
        Group
      </HeadCell>
      <HeadCell number sort={sortOf(filters, "members", "descending", at)}>
        Members
      </HeadCell>
      <HeadCell number sort={sortOf(filters, "accounts", "descending", at)}>
        Accounts it reaches
      </HeadCell>
      <HeadCell number>By permission sets</HeadCell>
    </>
  );
  return (
    <ListFrame
      action={paths.groups()}
      searches="Name, words or id"
      q={q}
      keeps={{ finding, ...sorting }}
      active={active}
      choices={
        open.choose ? [choicesOf("With", findingWords, finding, (word) => at({ finding: word }))] : null
      }
      openHref={paths.groups({ ...filters, choose: "filters" })}
      closeHref={paths.groups(filters)}
      noun="group"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <Table caption="Groups" head={head} headIs="sticky" fold="blocks" keys>
        {page.rows.map((group) => (
          <GroupRow key={group.id} group={group} />
        ))}
      </Table>
      <ListPager
        page={page}
        idOf={(row) => row.id}
        hrefOf={(place) => paths.groups({ ...filters, ...open, ...place })}
      />
    </ListFrame>
  );
}

function GroupRow({ group }: { group: GroupRowShown }) {
  return (
    <tr>
      <Cell phone="wide">
        <span className="flex flex-wrap items-center gap-x-2.5">
          <Link href={paths.group(group.id)} prefetch={false} className="font-strong">
            {group.name}
          </Link>
          {group.disabled > 0 && <State is="disabled">{formatNumber(group.disabled)} disabled</State>}
        </span>
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
  );
}
