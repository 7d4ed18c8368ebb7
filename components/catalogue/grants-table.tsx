import Link from "next/link";
import { GrantState, type GrantStateName } from "#components/access/grant-state.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import { formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type GrantListed = {
  id: string;
  state: GrantStateName;
  startsAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  sessionMinutes: number;
  personId: string;
  personName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  requestId: string;
  requestNumber: number;
};

type GrantsTableProps = {
  grants: readonly GrantListed[];
  /** What the page is about, and what the table need not repeat. */
  about: "account" | "person" | "permission-set";
  now: Date;
  zone: string;
};

/** Grants of one account, person or permission set, the latest first. */
export function GrantsTable({ grants, about, now, zone }: GrantsTableProps) {
  const head = (
    <>
      <HeadCell>Request</HeadCell>
      {about !== "person" && <HeadCell>Person</HeadCell>}
      {about !== "account" && <HeadCell>Account</HeadCell>}
      {about !== "permission-set" && <HeadCell>Permission set</HeadCell>}
      <HeadCell>State</HeadCell>
      <HeadCell>From</HeadCell>
      <HeadCell>Ends</HeadCell>
      <HeadCell>Sessions may live until</HeadCell>
    </>
  );
  return (
    <Table caption="Grants" head={head} headIs="sticky" fold="blocks" keys>
      {grants.map((grant) => (
        <tr key={grant.id}>
          <Cell>
            <Link href={paths.request(grant.requestId)} prefetch={false} className="font-strong">
              R-{grant.requestNumber}
            </Link>
          </Cell>
          {about !== "person" && (
            <Cell label="Person">
              <Link href={paths.person(grant.personId)} prefetch={false}>
                {grant.personName}
              </Link>
            </Cell>
          )}
          {about !== "account" && (
            <Cell label="Account">
              <Link href={paths.account(grant.accountId)} prefetch={false}>
                {grant.accountName}
              </Link>
            </Cell>
          )}
          {about !== "permission-set" && (
            <Cell label="Permission set">
              <Link href={paths.permissionSet(grant.permissionSetArn)} prefetch={false}>
                {grant.permissionSetName}
              </Link>
            </Cell>
          )}
          <Cell>
            <GrantState state={grant.state} startsAt={grant.startsAt} endsAt={grant.endsAt} now={now} />
          </Cell>
          <Cell quiet nowrap label="From">
            <When at={grant.startsAt} now={now} zone={zone} />
          </Cell>
          <Cell quiet nowrap label="Ends">
            <When at={grant.endsAt} now={now} zone={zone} as={grant.endedAt ? "exact" : "both"} />
          </Cell>
          <Cell quiet nowrap label="Sessions">
            {formatWhen(new Date(grant.endsAt.getTime() + grant.sessionMinutes * 60_000), now, zone)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
