import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import { explainWait } from "#lib/core/engine-wait.ts";
import type { WaitingRow } from "#lib/core/shown-engine.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type WaitingTableProps = { rows: readonly WaitingRow[]; now: Date; zone: string };

/** What keeps the worker waiting, the longest wait first. */
export function WaitingTable({ rows, now, zone }: WaitingTableProps) {
  if (rows.length === 0) {
    return (
      <Empty title="Nothing has to wait.">
        What waits for AWS, for a free place, for the pause after an error or for granting stands here, with
        since when.
      </Empty>
    );
  }
  return (
    <Table
      caption="Assignments that have to wait"
      fold="blocks"
      head={
        <>
          <HeadCell>Who and what</HeadCell>
          <HeadCell>Waits</HeadCell>
          <HeadCell>Since</HeadCell>
          <HeadCell>Next look</HeadCell>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell phone="wide">
            <TwoLine sub={`${row.permissionSetName} in ${row.accountName}`}>
              {row.requestId === null ? (
                row.personName
              ) : (
                <TextLink
                  as="name"
                  href={paths.request(row.requestId)}
                  aria-label={`${row.personName}: ${row.permissionSetName} in ${row.accountName}`}
                >
                  {row.personName}
                </TextLink>
              )}
            </TwoLine>
          </Cell>
          <Cell label="Waits" phone="wide">
            {explainWait(row.wait)}
            {row.fault && (
              <span className="block text-note text-ink-2">
                <span className="mono wrap-anywhere">{row.fault.message}</span>,{" "}
                {count(row.fault.tries, "try", "tries")}
              </span>
            )}
          </Cell>
          <Cell label="Since" nowrap>
            <When at={row.since} now={now} zone={zone} as="both" />
          </Cell>
          <Cell label="Next look" nowrap>
            {row.wait === "place" || row.wait === "account" ? (
              "when there is room"
            ) : row.until === null || row.until <= now ? (
              "now"
            ) : (
              <When at={row.until} now={now} zone={zone} as="relative" />
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
