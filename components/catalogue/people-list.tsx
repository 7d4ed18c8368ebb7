import Link from "next/link";
import { Count } from "#components/catalogue/count.tsx";
import { ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

export type PersonRowShown = {
  id: string;
  name: string;
  userName: string;
  email: string | null;
  status: PersonStatus;
  groups: number;
  accounts: number;
  standing: number;
  temporary: number;
};

type PeopleListProps = {
  page: { rows: readonly PersonRowShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
  status: "ENABLED" | "DISABLED" | undefined;
};

/** The people that the filters leave, with the accounts that they reach. */
export function PeopleList({ page, q, status }: PeopleListProps) {
  const option = (label: string, value: typeof status) => ({
    label,
    href: paths.people({ q, status: value }),
    current: status === value,
  });
  const head = (
    <>
      <HeadCell width="36%">Person</HeadCell>
      <HeadCell>Mail</HeadCell>
      <HeadCell number>Groups</HeadCell>
      <HeadCell number>Accounts</HeadCell>
      <HeadCell number>Standing</HeadCell>
      <HeadCell number>Held now</HeadCell>
    </>
  );
  return (
    <ListFrame
      action={paths.people()}
      searches="Name, user name, mail or id"
      q={q}
      withoutSearch={paths.people({ status })}
      keeps={{ status }}
      filters={
        <SegmentedLinks
          label="Status"
          options={[
            option("Everybody", undefined),
            option("Enabled", "ENABLED"),
            option("Disabled", "DISABLED"),
          ]}
        />
      }
      noun="person"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <Table caption="People" head={head} headIs="sticky" fold="blocks" keys>
        {page.rows.map((person) => (
          <tr key={person.id}>
            <Cell phone="wide">
              <span className="flex flex-wrap items-center gap-x-2.5">
                <Link href={paths.person(person.id)} prefetch={false} className="font-strong">
                  {person.name}
                </Link>
                {person.status === "DISABLED" && <State is="disabled" />}
              </span>
              <span className="mono block text-ink-3">{person.userName}</span>
            </Cell>
            <Cell quiet phone="hide">
              {person.email ?? "–"}
            </Cell>
            <Cell number label="Groups">
              <Count of={person.groups} />
            </Cell>
            <Cell number label="Accounts">
              <Count of={person.accounts} />
            </Cell>
            <Cell number label="Standing">
              <Count of={person.standing} as="standing" />
            </Cell>
            <Cell number label="Held now">
              <Count of={person.temporary} as="temporary" />
            </Cell>
          </tr>
        ))}
      </Table>
      <ListPager
        page={page}
        idOf={(row) => row.id}
        hrefOf={(place) => paths.people({ q, status, ...place })}
      />
    </ListFrame>
  );
}
