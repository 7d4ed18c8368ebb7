import { SyncRunResult } from "#components/catalogue/sync-run-result.tsx";
import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import { countCalls } from "#lib/core/catalogue/sync-progress.ts";
import type { SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { formatDuration, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

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
    <Section title="Reads of AWS" note={<TextLink href={paths.syncRuns()}>Every read</TextLink>}>
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
                <SyncRunResult run={run} />
                {run.askedBy && (
                  <span className="block text-note text-ink-2">asked by {run.askedBy.name}</span>
                )}
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
