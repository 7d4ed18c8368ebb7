import Link from "next/link";
import { ListFrame } from "#components/catalogue/list-frame.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { formatMinutes, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type PermissionSetRowShown = {
  arn: string;
  name: string;
  description: string;
  sessionMinutes: number;
  accounts: number;
  standing: number;
  temporary: number;
  rules: number;
};

type PermissionSetsListProps = {
  page: { rows: readonly PermissionSetRowShown[]; skipped: number; total: number; unfiltered: number };
  q: string | undefined;
};

/** The permission sets that the search leaves, with who holds them and whether a rule offers them. */
export function PermissionSetsList({ page, q }: PermissionSetsListProps) {
  const head = (
    <>
      <HeadCell>Permission set</HeadCell>
      <HeadCell number>Session</HeadCell>
      <HeadCell number>Accounts</HeadCell>
      <HeadCell number>Standing holders</HeadCell>
      <HeadCell number>Held now</HeadCell>
      <HeadCell number>Rules offering it</HeadCell>
    </>
  );
  return (
    <ListFrame
      action={paths.permissionSets()}
      searches="Name, id, words or tag"
      q={q}
      withoutSearch={paths.permissionSets()}
      noun="permission set"
      total={page.total}
      unfiltered={page.unfiltered}
    >
      <Table caption="Permission sets" head={head} headIs="sticky" fold="blocks" keys>
        {page.rows.map((set) => (
          <tr key={set.arn}>
            <Cell phone="wide" width="44%">
              <Link href={paths.permissionSet(set.arn)} prefetch={false} className="font-strong">
                {set.name}
              </Link>
              {set.description && <span className="block text-note text-ink-2">{set.description}</span>}
            </Cell>
            <Cell number quiet nowrap label="Session">
              {formatMinutes(set.sessionMinutes)}
            </Cell>
            <Cell number label="Accounts">
              {formatNumber(set.accounts)}
            </Cell>
            <Cell number label="Standing">
              {set.standing > 0 ? (
                <span className="text-state-standing">{formatNumber(set.standing)}</span>
              ) : (
                <None />
              )}
            </Cell>
            <Cell number label="Held now">
              {set.temporary > 0 ? (
                <b className="font-strong text-state-temporary">{formatNumber(set.temporary)}</b>
              ) : (
                <None />
              )}
            </Cell>
            <Cell number label="Rules">
              {set.rules > 0 ? formatNumber(set.rules) : <None />}
            </Cell>
          </tr>
        ))}
      </Table>
      <ListPager
        page={page}
        idOf={(row) => row.arn}
        hrefOf={(place) => paths.permissionSets({ q, ...place })}
      />
    </ListFrame>
  );
}

function None() {
  return <span className="text-ink-3">–</span>;
}
