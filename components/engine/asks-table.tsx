import { askWords } from "#components/engine/ask-words.ts";
import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import type { EngineAskRow } from "#lib/core/shown-engine.ts";
import { formatDuration } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AsksTableProps = { asks: readonly EngineAskRow[]; now: Date; zone: string };

/** What administrators asked of the engine, and what came of it. */
export function AsksTable({ asks, now, zone }: AsksTableProps) {
  if (asks.length === 0) {
    return (
      <Empty title="Nobody has asked anything of the engine yet.">
        What an administrator asks here is written down, judged once more by the worker, and stays in the
        audit.
      </Empty>
    );
  }
  return (
    <Table
      caption="What administrators asked"
      fold="blocks"
      head={
        <>
          <HeadCell>When</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>Who and why</HeadCell>
          <HeadCell>Answer</HeadCell>
        </>
      }
    >
      {asks.map((ask) => (
        <tr key={ask.id}>
          <Cell nowrap>
            <When at={ask.askedAt} now={now} zone={zone} />
          </Cell>
          <Cell phone="wide">
            <TwoLine sub={ask.about && <About about={ask.about} />}>
              {askWords[ask.kind]}
              {ask.owner !== null && <span className="font-plain"> to {ask.owner}</span>}
            </TwoLine>
          </Cell>
          <Cell phone="wide">
            {ask.askedByName}
            {ask.reason !== "" && <span className="block wrap-anywhere text-ink-2">{ask.reason}</span>}
          </Cell>
          <Cell phone="wide">
            <Answer ask={ask} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function About({ about }: { about: NonNullable<EngineAskRow["about"]> }) {
  return (
    <TextLink as="plain" href={paths.request(about.requestId)}>
      {about.permissionSetName} in {about.accountName}, {about.personName}
    </TextLink>
  );
}

function howSoon({ askedAt, answeredAt }: EngineAskRow): string {
  const ms = answeredAt === null ? 0 : answeredAt.getTime() - askedAt.getTime();
  return ms < 1_000 ? "at once" : `after ${formatDuration(ms)}`;
}

function Answer({ ask }: { ask: EngineAskRow }) {
  switch (ask.state) {
    case "asked":
      return <State is="pending">Not answered yet</State>;
    case "done":
      return <State is="approved">Taken up {howSoon(ask)}</State>;
    case "refused":
      return (
        <>
          <State is="denied">Refused</State>
          <span className="block text-ink-2">{ask.answer}</span>
        </>
      );
  }
}
