import Link from "next/link";
import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { count, formatMinutes, formatNumber } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type SetsInAccountProps = {
  accountId: string;
  sets: readonly { arn: string; name: string | null; sessionMinutes: number | null; assignments: number }[];
};

/** The permission sets that are provisioned in an account. */
export function SetsInAccount({ accountId, sets }: SetsInAccountProps) {
  if (sets.length === 0) return <Empty title="No permission set is provisioned in this account." />;
  const head = (
    <>
      <HeadCell>Permission set</HeadCell>
      <HeadCell number>Session length</HeadCell>
      <HeadCell number>Assignments here</HeadCell>
      <HeadCell hidden="People" />
    </>
  );
  return (
    <Section title="Provisioned here" note={count(sets.length, "permission set")}>
      <Table caption="Permission sets in this account" head={head} fold="blocks" keys>
        {sets.map((set) => (
          <tr key={set.arn}>
            <Cell>
              <Link
                href={paths.permissionSet(set.arn)}
                prefetch={false}
                className="font-strong wrap-anywhere"
              >
                {set.name ?? set.arn}
              </Link>
            </Cell>
            <Cell number quiet label="Session">
              {set.sessionMinutes === null ? "–" : formatMinutes(set.sessionMinutes)}
            </Cell>
            <Cell number label="Assignments">
              {formatNumber(set.assignments)}
            </Cell>
            <Cell number nowrap>
              <Link
                href={paths.account(accountId, { view: "people", set: permissionSetId(set.arn) })}
                prefetch={false}
                className="link"
                aria-label={`Who holds it: ${set.name ?? set.arn}`}
              >
                Who holds it
              </Link>
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
