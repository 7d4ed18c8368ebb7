import { DeliveryState } from "#components/hooks/delivery-state.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import type { DeliveryRow } from "#lib/core/hooks/shown-hooks.ts";
import { formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type DeliveriesTableProps = { rows: readonly DeliveryRow[]; now: Date; zone: string };

/** What was told or is to be told, to whom, and what came of it. */
export function DeliveriesTable({ rows, now, zone }: DeliveriesTableProps) {
  return (
    <Table
      caption="Deliveries"
      headIs="sticky"
      fold="blocks"
      keys
      head={
        <>
          <HeadCell>Event</HeadCell>
          <HeadCell>When</HeadCell>
          <HeadCell>Webhook</HeadCell>
          <HeadCell>What came of it</HeadCell>
          <HeadCell number>Tries</HeadCell>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell heads phone="wide">
            <TwoLine sub={row.about && `R-${row.about.number}, ${row.about.role}`}>
              <TextLink as="name" href={paths.webhookDelivery(row.id)}>
                {row.type}
              </TextLink>
            </TwoLine>
          </Cell>
          <Cell nowrap label="When">
            <When at={row.occurredAt} now={now} zone={zone} />
          </Cell>
          <Cell label="Webhook">{row.hookName}</Cell>
          <Cell phone="wide">
            <TwoLine sub={row.state === "delivered" ? null : row.failure}>
              <DeliveryState delivery={row} now={now} zone={zone} />
            </TwoLine>
          </Cell>
          <Cell number label="Tries">
            {formatNumber(row.attempts)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
