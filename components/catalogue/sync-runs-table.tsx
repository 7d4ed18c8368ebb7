import { awsService } from "#components/catalogue/aws-services.ts";
import { changesByNoun, SyncRunResult } from "#components/catalogue/sync-run-result.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import { countCalls } from "#lib/core/catalogue/sync-progress.ts";
import { nounWords, type SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { count, formatDuration, formatNumber } from "#lib/format.ts";

type SyncRunsTableProps = {
  runs: readonly SyncRun[];
  /** The list with only what this person asked for. */
  hrefBy: (personId: string) => string;
  now: Date;
  zone: string;
};

/** Reads of AWS, each with what it changed, what it cost and why it failed. */
export function SyncRunsTable({ runs, hrefBy, now, zone }: SyncRunsTableProps) {
  const head = (
    <>
      <HeadCell>When</HeadCell>
      <HeadCell>What came of it</HeadCell>
      <HeadCell>Depth</HeadCell>
      <HeadCell width="10rem">Asked by</HeadCell>
      <HeadCell number>Calls</HeadCell>
      <HeadCell number>Took</HeadCell>
    </>
  );
  return (
    <Table caption="Reads of AWS" head={head} headIs="sticky" fold="blocks" keys>
      {runs.map((run) => (
        <tr key={run.id}>
          <Cell heads nowrap>
            <span className="font-medium">
              <When at={run.startedAt ?? run.askedAt} now={now} zone={zone} />
            </span>
          </Cell>
          <Cell phone="wide">
            <SyncRunResult run={run} />
            <About run={run} />
          </Cell>
          <Cell label="Depth">{run.depth === "thorough" ? "everything" : "routine"}</Cell>
          <Cell label="Asked by">
            {run.askedBy === null ? (
              <span className="text-ink-2">the timer</span>
            ) : (
              <TextLink href={hrefBy(run.askedBy.id)}>{run.askedBy.name}</TextLink>
            )}
          </Cell>
          <Cell number label="Calls">
            <Calls calls={run.progress.calls} />
          </Cell>
          <Cell number nowrap label="Took">
            {run.startedAt
              ? formatDuration((run.finishedAt ?? now).getTime() - run.startedAt.getTime())
              : "–"}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function About({ run: { progress, accepts } }: { run: SyncRun }) {
  const changed = changesByNoun(progress.changes);
  const lines = [
    ...(changed === "" ? [] : [changed]),
    ...accepts.map(
      ({ noun, stored, read }) =>
        `accepted: ${formatNumber(read)} of ${formatNumber(stored)} ${nounWords[noun][1]}`,
    ),
    ...(progress.partsKept > 0
      ? [`went on from ${count(progress.partsKept, "part")} of an earlier run`]
      : []),
    ...progress.notes,
  ];
  return lines.map((line) => (
    <span key={line} className="block text-note text-ink-2 wrap-anywhere">
      {line}
    </span>
  ));
}

function Calls({ calls }: { calls: SyncRun["progress"]["calls"] }) {
  const operations = Object.entries(calls).toSorted(([, one], [, other]) => other - one);
  const sum = formatNumber(countCalls({ calls }));
  if (operations.length === 0) return <>{sum}</>;
  return (
    <details className="inline-block">
      <summary className="underline decoration-dotted underline-offset-2">{sum}</summary>
      <ul className="mt-1 text-left text-note text-ink-2">
        {operations.map(([name, times]) => {
          const { service, operation } = awsService(name);
          return (
            <li key={name} className="flex justify-between gap-4">
              <span>{operation === null ? service : <span title={service}>{operation}</span>}</span>
              <span>{formatNumber(times)}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
