import { Fragment } from "react";
import { ChangeSentence } from "#components/catalogue/change-sentence.tsx";
import { kindWords } from "#components/catalogue/change-words.ts";
import { FieldChanges } from "#components/catalogue/field-changes.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { GroupRow } from "#components/ui/group-row.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Change, ChangeKind } from "#lib/core/catalogue/change.ts";
import { formatExact, formatLogTime, formatLongDay, zoneName } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type ChangesTableProps = { changes: readonly Change[]; now: Date; zone: string };

const icons = {
  appeared: "plus",
  changed: "refresh-cw",
  vanished: "minus",
} as const satisfies Record<ChangeKind, IconName>;

/** Changes, the newest first, day by day. */
export function ChangesTable({ changes, now, zone }: ChangesTableProps) {
  const days = [...Map.groupBy(changes, ({ at }) => formatLongDay(at, zone))];
  const head = (
    <>
      <HeadCell width="7rem">Seen, {zoneName(now, zone)}</HeadCell>
      <HeadCell width="7rem">Kind</HeadCell>
      <HeadCell>What</HeadCell>
      <HeadCell width="9rem">Whose doing</HeadCell>
      <HeadCell width="6rem">Seen by</HeadCell>
    </>
  );
  return (
    <Table caption="Changes, the newest first" head={head} headIs="sticky" fold="blocks" keys>
      {days.map(([day, ofDay]) => (
        <Fragment key={day}>
          <GroupRow columns={5}>{day}</GroupRow>
          {ofDay.map((change) => (
            <ChangeRow key={change.id} change={change} zone={zone} />
          ))}
        </Fragment>
      ))}
    </Table>
  );
}

function ChangeRow({ change, zone }: { change: Change; zone: string }) {
  const { at, kind, runId, fields } = change;
  return (
    <tr>
      <Cell nowrap quiet className="align-top">
        <time dateTime={at.toISOString()} title={formatExact(at, zone)} className="mono">
          {formatLogTime(at, zone)}
        </time>
      </Cell>
      <Cell nowrap phone="end" className="align-top">
        <span className="inline-flex items-center gap-1.25">
          <Icon name={icons[kind]} size={15} className="text-ink-2" /> {kindWords[kind]}
        </span>
      </Cell>
      <Cell phone="wide" className="align-top">
        <ChangeSentence change={change} />
        {fields.length > 0 && <FieldChanges fields={fields} />}
      </Cell>
      <Cell nowrap className="align-top">
        <Origin change={change} />
      </Cell>
      <Cell nowrap quiet phone="end" className="align-top">
        {runId === null ? (
          "a read"
        ) : (
          <TextLink href={paths.changes({ run: runId })} aria-label="Everything that this read saw">
            this read
          </TextLink>
        )}
      </Cell>
    </tr>
  );
}

function Origin({ change: { origin } }: { change: Change }) {
  switch (origin) {
    case "drift":
      return <State is="drift" />;
    case "ours":
      return <State is="temporary">By Gatehouse</State>;
    case "aws":
      return <span className="text-ink-2">in AWS</span>;
  }
}
