import Link from "next/link";
import { choicesOf } from "#components/catalogue/choices-of.ts";
import { Count } from "#components/catalogue/count.tsx";
import { type ActiveFilter, ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { sortOf } from "#components/catalogue/sort-of.ts";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { count } from "#lib/format.ts";
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
  administratorAccounts: number;
};

type PeopleFilters = {
  q?: string | undefined;
  status?: PersonStatus | undefined;
  access?: "standing" | "temporary" | "nothing" | undefined;
  finding?: "administrators" | "direct" | "no-group" | undefined;
  sort?: "name" | "accounts" | "administrators" | undefined;
  order?: "reversed" | undefined;
};

type PeopleListProps = {
  page: { rows: readonly PersonRowShown[]; skipped: number; total: number; unfiltered: number };
  filters: PeopleFilters;
  open: { choose?: "filters" | undefined };
};

const accessWords = {
  standing: "accounts by standing access",
  temporary: "accounts by a grant, now",
  nothing: "nothing",
} as const satisfies Record<NonNullable<PeopleFilters["access"]>, string>;

const findingWords = {
  administrators: "standing administrator access",
  direct: "assignments in their own name",
  "no-group": "no group",
} as const satisfies Record<NonNullable<PeopleFilters["finding"]>, string>;

/** The people that the filters leave, with the accounts that they reach. */
export function PeopleList({ page, filters, open }: PeopleListProps) {
  const at = (change: Partial<PeopleFilters>) => paths.people({ ...filters, ...open, ...change });
  const { q, status, access, finding, ...sorting } = filters;
  const active: ActiveFilter[] = [];
  if (q) active.push({ field: "Has", value: q, removeHref: at({ q: undefined }) });
  if (status === "UNKNOWN") {
    active.push({ field: "Status", value: "not known", removeHref: at({ status: undefined }) });
  }
  if (access) {
    active.push({ field: "Reaches", value: accessWords[access], removeHref: at({ access: undefined }) });
  }
  if (finding) {
    active.push({ field: "With", value: findingWords[finding], removeHref: at({ finding: undefined }) });
  }
  const option = (label: string, value: typeof status) => ({
    label,
    href: at({ status: value }),
    current: status === value,
  });
  const choices = [
    choicesOf("Reaches", accessWords, access, (word) => at({ access: word })),
    choicesOf("With", findingWords, finding, (word) => at({ finding: word })),
    choicesOf("Status", { UNKNOWN: "not known" }, status === "UNKNOWN" ? status : undefined, (word) =>
      at({ status: word }),
    ),
  ];
  const views = [
    option("Everybody", undefined),
    option("Enabled", "ENABLED"),
    option("Disabled", "DISABLED"),
  ];
  const head = (
    <>
      <HeadCell width="30%" sort={sortOf(filters, "name", "ascending", at)}>
        Person
      </HeadCell>
      <HeadCell>Mail</HeadCell>
      <HeadCell number>Groups</HeadCell>
      <HeadCell number sort={sortOf(filters, "accounts", "descending", at)}>
        Standing accounts
      </HeadCell>
      <HeadCell number sort={sortOf(filters, "administrators", "descending", at)}>
        As administrator
      </HeadCell>
      <HeadCell number>Held now</HeadCell>
    </>
  );
  return (
    <ListFrame
      action={paths.people()}
      searches="Name, user name, mail or id"
      q={q}
      keeps={{ status, access, finding, ...sorting }}
      views={<SegmentedLinks label="Status" options={views} />}
      active={active}
      choices={open.choose ? choices : null}
      openHref={paths.people({ ...filters, choose: "filters" })}
      closeHref={paths.people(filters)}
      noun="person"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <Table caption="People" head={head} headIs="sticky" fold="blocks" keys>
        {page.rows.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </Table>
      <ListPager
        page={page}
        idOf={(row) => row.id}
        hrefOf={(place) => paths.people({ ...filters, ...open, ...place })}
      />
    </ListFrame>
  );
}

function PersonRow({ person }: { person: PersonRowShown }) {
  return (
    <tr>
      <Cell phone="wide">
        <span className="flex flex-wrap items-center gap-x-2.5">
          <Link href={paths.person(person.id)} prefetch={false} className="font-strong">
            {person.name}
          </Link>
          {person.status === "DISABLED" && <State is="disabled" />}
          {person.status === "UNKNOWN" && <State is="disabled">Status not known</State>}
        </span>
        <span className="mono block text-ink-3">{person.userName}</span>
      </Cell>
      <Cell quiet phone="hide">
        {person.email ?? "–"}
      </Cell>
      <Cell number label="Groups">
        <Count of={person.groups} />
      </Cell>
      <Cell number label="Standing accounts">
        <span title={`${count(person.accounts, "account")} in all`}>
          <Count of={person.standing} as="standing" />
        </span>
      </Cell>
      <Cell number label="As administrator">
        <Count of={person.administratorAccounts} />
      </Cell>
      <Cell number label="Held now">
        <Count of={person.temporary} as="temporary" />
      </Cell>
    </tr>
  );
}
