import Link from "next/link";
import { Cell } from "#components/ui/cell.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AccountsWithSetProps = { accounts: readonly { id: string; name: string | null; assignments: number }[] };

/** The accounts where a permission set is provisioned. */
export function AccountsWithSet({ accounts }: AccountsWithSetProps) {
  if (accounts.length === 0) return <Empty title="It is provisioned nowhere." />;
  const head = (
    <>
      <HeadCell>Account</HeadCell>
      <HeadCell>Id</HeadCell>
      <HeadCell number>Assignments there</HeadCell>
    </>
  );
  return (
    <Section title="Provisioned in" note={count(accounts.length, "account")}>
      <Table
        caption="Accounts where the permission set is provisioned"
        head={head}
        headIs="sticky"
        fold="blocks"
        keys
      >
        {accounts.map((account) => (
          <tr key={account.id}>
            <Cell>
              <Link href={paths.account(account.id)} prefetch={false} className="font-strong">
                {account.name ?? "not listed by AWS Organizations"}
              </Link>
            </Cell>
            <Cell phone="hide">
              <CopyId value={account.id} of="account id" />
            </Cell>
            <Cell number label="Assignments">
              {formatNumber(account.assignments)}
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
