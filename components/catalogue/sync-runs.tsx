import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { When } from "#components/ui/when.tsx";
import { countAllChanges, countCalls } from "#lib/core/catalogue/sync-progress.ts";
import type { SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { count, formatDuration, formatNumber } from "#lib/format.ts";

type SyncRunsProps = { runs: readonly SyncRun[]; now: Date; zone: string };

/** The latest reads of AWS, the newest first. */
export function SyncRuns({ runs, now, zone }: SyncRunsProps) {
  const head = (
    <>
      <HeadCell>When</HeadCell>
      <HeadCell>Result</HeadCell>
      <HeadCell number>Calls</HeadCell>
      <HeadCell number>Took</HeadCell>
    </>
  );
  return (
    <Section title="Reads of AWS" note="the latest">
      {runs.length === 0 ? (
        <Empty title="AWS has not been read yet.">
          The worker reads it as soon as it runs, and on its timer after that.
        </Empty>
      ) : (
        <Table caption="Reads of AWS" head={head} fold="blocks">
          {runs.map((run) => (
            <tr key={run.id}>
              <Cell nowrap>
                <When at={run.startedAt ?? run.askedAt} now={now} zone={zone} />
              </Cell>
              <Cell phone="wide">
                <Result run={run} />
                {run.askedBy && <span className="block text-note text-ink-2">asked by {run.askedBy.name}</span>}
                {run.progress.notes.map((note) => (
                  <span key={note} className="block text-note text-ink-2">
                    {note}
                  </span>
                ))}
              </Cell>
              <Cell number label="Calls">
                {formatNumber(countCalls(run.progress))}
              </Cell>
              <Cell number nowrap label="Took">
                {run.startedAt
                  ? formatDuration((run.finishedAt ?? now).getTime() - run.startedAt.getTime())
                  : "–"}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}

function Result({ run: { state, failure, progress } }: { run: SyncRun }) {
  switch (state) {
    case "asked":
      return <span className="text-ink-2">asked for, not begun</span>;
    case "running":
      return (
        <span className="font-medium text-state-granting">
          <Icon name="loader-circle" size={15} /> reading {progress.reading ?? "AWS"},{" "}
          {count(progress.rows, "row")} so far
        </span>
      );
    case "failed":
      return (
        <span className="text-state-ending">
          <Icon name="triangle-alert" size={15} /> {failure ?? "Stopped; nothing was changed."}
        </span>
      );
    case "done": {
      const changes = progress.changes ? countAllChanges(progress.changes) : 0;
      return <>complete, {changes === 0 ? "no change" : count(changes, "change")}</>;
    }
  }
}
