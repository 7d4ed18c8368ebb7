import type { Metadata } from "next";
import { OpenOperations } from "#components/catalogue/open-operations.tsx";
import { StandingAlarms } from "#components/catalogue/standing-alarms.tsx";
import { StatusBudgets } from "#components/catalogue/status-budgets.tsx";
import { StatusNotes } from "#components/catalogue/status-notes.tsx";
import { StatusParts } from "#components/catalogue/status-parts.tsx";
import { StatusProgress } from "#components/catalogue/status-progress.tsx";
import { StatusRefreshes } from "#components/catalogue/status-refreshes.tsx";
import { StatusSentence } from "#components/catalogue/status-sentence.tsx";
import { StatusTabs } from "#components/catalogue/status-tabs.tsx";
import { StuckGrants } from "#components/catalogue/stuck-grants.tsx";
import { SyncRuns } from "#components/catalogue/sync-runs.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { adviceOn } from "#lib/core/alarm-kinds.ts";
import { failedLast } from "#lib/core/catalogue/sync-run.ts";
import { webEnv } from "#lib/env.ts";
import { systemStatus } from "#lib/queries/catalogue/system-status.ts";
import { openAlarms } from "#lib/queries/engine/open-alarms.ts";
import { readMoment } from "../moment.ts";
import { Follow } from "./follow.tsx";
import { RefusedRead } from "./refused-read.tsx";
import { SyncNow } from "./sync-now.tsx";

export const metadata: Metadata = { title: "Status" };

export default async function StatusPage() {
  const viewer = await requireReader();
  const { now, zone } = await readMoment();
  const [status, alarms] = await Promise.all([systemStatus(viewer, now), openAlarms(viewer)]);
  const { age, runs, operations, refreshes, stuck } = status;
  const at = { now, zone };
  const mayAsk = viewer.isAdministrator;
  const isUnderWay = age.underWay !== null;
  const current = isUnderWay && runs.find(({ state }) => state === age.underWay?.state);
  const failed = failedLast(runs);
  const isMoving = isUnderWay || operations.length > 0 || refreshes.some((refresh) => !refresh.finishedAt);
  return (
    <>
      <PageHead title="Status" actions={<SyncNow mayAsk={mayAsk} isUnderWay={isUnderWay} inDepth />} />
      <StatusTabs current="overview" />
      <StatusSentence {...status} alarms={alarms.length} now={now} />
      {failed && <RefusedRead run={failed} mayAccept={mayAsk} isUnderWay={isUnderWay} {...at} />}
      {current && <StatusProgress run={current} now={now} />}
      <StatusParts {...status} {...at} />
      <StandingAlarms
        alarms={alarms.map(({ kind, grantId, ...alarm }) => ({
          ...alarm,
          whatToDo: adviceOn(kind),
          isAboutGrant: grantId !== null,
        }))}
        {...at}
      />
      <StuckGrants grants={stuck} {...at} />
      <StatusBudgets budgets={status.budgets} />
      <div className="mt-8">
        <Columns as="half" beside={<SyncRuns runs={runs} {...at} />}>
          <OpenOperations operations={operations} most={webEnv().MAX_OPEN_ASSIGNMENT_OPERATIONS} now={now} />
          <StatusRefreshes refreshes={refreshes} {...at} />
          <StatusNotes notes={runs.find(({ state }) => state === "done")?.progress.notes ?? []} />
        </Columns>
      </div>
      {isMoving && <Follow />}
    </>
  );
}
