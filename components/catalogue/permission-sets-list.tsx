import Link from "next/link";
import { choicesOf } from "#components/catalogue/choices-of.ts";
import { Count } from "#components/catalogue/count.tsx";
import { type ActiveFilter, ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { sortOf } from "#components/catalogue/sort-of.ts";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { formatMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type PermissionSetRowShown = {
  arn: string;
  name: string;
  description: string;
  sessionMinutes: number;
  administratorLike: string | null;
  accounts: number;
  standing: number;
  temporary: number;
  rules: number;
};

type PermissionSetsFilters = {
  q?: string | undefined;
  access?: "standing" | "temporary" | "nobody" | undefined;
  finding?: "administrators" | "nowhere" | "unused" | undefined;
  sort?: "name" | "accounts" | "people" | undefined;
  order?: "reversed" | undefined;
};

type PermissionSetsListProps = {
  page: { rows: readonly PermissionSetRowShown[]; skipped: number; total: number; unfiltered: number };
  filters: PermissionSetsFilters;
  open: { choose?: "filters" | undefined };
};

const accessWords = {
  standing: "by standing access",
  temporary: "by a grant, now",
  nobody: "by nobody",
} as const satisfies Record<NonNullable<PermissionSetsFilters["access"]>, string>;

const findingWords = {
  administrators: "like an administrator’s",
  nowhere: "provisioned nowhere",
  unused: "assigned to nobody",
} as const satisfies Record<NonNullable<PermissionSetsFilters["finding"]>, string>;

/** The permission sets that the filters leave, with who holds them and whether a rule offers them. */
export function PermissionSetsList({ page, filters, open }: PermissionSetsListProps) {
  const at = (change: Partial<PermissionSetsFilters>) =>
    paths.permissionSets({ ...filters, ...open, ...change });
  const { q, access, finding, ...sorting } = filters;
  const active: ActiveFilter[] = [];
  if (q) active.push({ field: "Has", value: q, removeHref: at({ q: undefined }) });
  if (access) {
    active.push({ field: "Held", value: accessWords[access], removeHref: at({ access: undefined }) });
  }
  if (finding) {
    active.push({ field: "Is", value: findingWords[finding], removeHref: at({ finding: undefined }) });
  }
  const choices = [
    choicesOf("Held", accessWords, access, (word) => at({ access: word })),
    choicesOf("Is", findingWords, finding, (word) => at({ finding: word })),
  ];
  const head = (
    <>
      <HeadCell width="44%" sort={sortOf(filters, "name", "ascending", at)}>
        Permission set
      </HeadCell>
      <HeadCell number>Session</HeadCell>
      <HeadCell number sort={sortOf(filters, "accounts", "descending", at)}>
        Accounts
      </HeadCell>
      <HeadCell number sort={sortOf(filters, "people", "descending", at)}>
        Standing holders
      </HeadCell>
      <HeadCell number>Held now</HeadCell>
      <HeadCell number>Rules offering it</HeadCell>
    </>
  );
  return (
    <ListFrame
      action={paths.permissionSets()}
      searches="Name, id, words or tag"
      q={q}
      keeps={{ access, finding, ...sorting }}
      active={active}
      choices={open.choose ? choices : null}
      openHref={paths.permissionSets({ ...filters, choose: "filters" })}
      closeHref={paths.permissionSets(filters)}
      noun="permission set"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <Table caption="Permission sets" head={head} headIs="sticky" fold="blocks" keys>
        {page.rows.map((set) => (
          <PermissionSetRow key={set.arn} set={set} />
        ))}
      </Table>
      <ListPager
        page={page}
        idOf={(row) => row.arn}
        hrefOf={(place) => paths.permissionSets({ ...filters, ...open, ...place })}
      />
    </ListFrame>
  );
}

function PermissionSetRow({ set }: { set: PermissionSetRowShown }) {
  return (
    <tr>
      <Cell phone="wide">
        <span className="flex flex-wrap items-center gap-x-2.5">
          <Link href={paths.permissionSet(set.arn)} prefetch={false} className="font-strong">
            {set.name}
          </Link>
          {set.administratorLike !== null && (
            <span className="text-note text-ink-2" title={set.administratorLike}>
              like an administrator’s
            </span>
          )}
        </span>
        {set.description && <span className="block text-note text-ink-2">{set.description}</span>}
      </Cell>
      <Cell number quiet nowrap label="Session">
        {formatMinutes(set.sessionMinutes)}
      </Cell>
      <Cell number label="Accounts">
        <Count of={set.accounts} />
      </Cell>
      <Cell number label="Standing">
        <Count of={set.standing} as="standing" />
      </Cell>
      <Cell number label="Held now">
        <Count of={set.temporary} as="temporary" />
      </Cell>
      <Cell number label="Rules">
        <Count of={set.rules} />
      </Cell>
    </tr>
  );
}
