import Link from "next/link";
import { AccountState } from "#components/catalogue/account-state.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Ratio } from "#components/ui/ratio.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import type { AccountState as AccountStateName } from "#lib/core/catalogue.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type AccountListed = {
  id: string;
  name: string;
  state: AccountStateName;
  unitName: string | null;
  owner: string | null;
  people: number;
  temporary: number;
  permissionSets: number;
  orphans: number;
};

type AccountsTableProps = {
  accounts: readonly AccountListed[];
  sort: "name" | "people";
  sortHrefs: { name: string; people: string };
};

/** Accounts with who reaches them, standing against temporary. */
export function AccountsTable({ accounts, sort, sortHrefs }: AccountsTableProps) {
  const most = Math.max(1, ...accounts.map((account) => account.people));
  const head = (
    <>
      <HeadCell width="26%" sort={{ href: sortHrefs.name, now: sort === "name" ? "ascending" : null }}>
        Account
      </HeadCell>
      <HeadCell>OU</HeadCell>
      <HeadCell number sort={{ href: sortHrefs.people, now: sort === "people" ? "descending" : null }}>
        People
      </HeadCell>
      <HeadCell width="16%">Standing and temporary</HeadCell>
      <HeadCell number>Held now</HeadCell>
      <HeadCell number>Sets</HeadCell>
      <HeadCell width="20%">Owner</HeadCell>
    </>
  );
  return (
    <Table caption="Accounts" head={head} headIs="sticky" fold="blocks" keys>
      {accounts.map((account) => (
        <AccountRow key={account.id} account={account} most={most} />
      ))}
    </Table>
  );
}

function AccountRow({ account, most }: { account: AccountListed; most: number }) {
  const standing = account.people - account.temporary;
  return (
    <tr>
      <Cell>
        <span className="block leading-[1.38]">
          <span className="flex flex-wrap items-center gap-x-2.5">
            <Link href={paths.account(account.id)} prefetch={false} className="font-strong">
              {account.name}
            </Link>
            {account.state !== "ACTIVE" && <AccountState state={account.state} />}
            {account.orphans > 0 && <State is="orphan">{count(account.orphans, "orphan")}</State>}
          </span>
          <span className="mt-0.75 block">
            <CopyId value={account.id} of="account id" />
          </span>
        </span>
      </Cell>
      <Cell quiet phone="hide">
        {account.unitName ?? "–"}
      </Cell>
      <Cell number label="People">
        {formatNumber(account.people)}
      </Cell>
      <Cell phone="wide">
        <Ratio standing={standing / most} temporary={account.temporary / most} />
      </Cell>
      <Cell number phone="hide">
        {account.temporary > 0 ? (
          <b className="font-strong text-state-temporary">{formatNumber(account.temporary)}</b>
        ) : (
          <span className="text-ink-3">–</span>
        )}
      </Cell>
      <Cell number phone="hide">
        {formatNumber(account.permissionSets)}
      </Cell>
      <Cell cut quiet label="Owner">
        {account.owner ?? <span className="text-ink-3">no owner tag</span>}
      </Cell>
    </tr>
  );
}
