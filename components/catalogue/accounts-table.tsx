import Link from "next/link";
import { AccountState } from "#components/catalogue/account-state.tsx";
import { Count } from "#components/catalogue/count.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { HeadCell, type SortDirection } from "#components/ui/head-cell.tsx";
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
  standing: number;
  temporary: number;
  administrators: number;
  orphans: number;
};

type Sort = { href: string; now: SortDirection | null };

type AccountsTableProps = {
  accounts: readonly AccountListed[];
  sorts: { name: Sort; people: Sort; administrators: Sort };
  /** The accounts of one owner. */
  ownerHref: (owner: string) => string;
};

/** Accounts with who reaches them, standing against temporary. */
export function AccountsTable({ accounts, sorts, ownerHref }: AccountsTableProps) {
  const most = Math.max(1, ...accounts.map((account) => account.people));
  const head = (
    <>
      <HeadCell width="26%" sort={sorts.name}>
        Account
      </HeadCell>
      <HeadCell>OU</HeadCell>
      <HeadCell number sort={sorts.people}>
        Standing people
      </HeadCell>
      <HeadCell width="15%">Standing and temporary</HeadCell>
      <HeadCell number sort={sorts.administrators}>
        Admins
      </HeadCell>
      <HeadCell number>Held now</HeadCell>
      <HeadCell width="19%">Owner</HeadCell>
    </>
  );
  return (
    <Table caption="Accounts" head={head} headIs="sticky" fold="blocks" keys>
      {accounts.map((account) => (
        <AccountRow key={account.id} account={account} most={most} ownerHref={ownerHref} />
      ))}
    </Table>
  );
}

type AccountRowProps = { account: AccountListed; most: number; ownerHref: (owner: string) => string };

function AccountRow({ account, most, ownerHref }: AccountRowProps) {
  const { people, standing, temporary, owner } = account;
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
      <Cell number label="Standing people">
        {formatNumber(standing)}
      </Cell>
      <Cell phone="wide">
        <span title={`${count(people, "person", "people")} in all`} className="block">
          <Ratio standing={standing / most} temporary={(people - standing) / most} />
        </span>
      </Cell>
      <Cell number phone="hide">
        <Count of={account.administrators} />
      </Cell>
      <Cell number phone="hide">
        <Count of={temporary} as="temporary" />
      </Cell>
      <Cell cut quiet phone="wide" label="Owner">
        {owner === null ? (
          <span className="text-ink-3">no owner tag</span>
        ) : (
          <Link href={ownerHref(owner)} prefetch={false}>
            {owner}
          </Link>
        )}
      </Cell>
    </tr>
  );
}
