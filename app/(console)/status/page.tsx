import type { Metadata } from "next";
import { OpenOperations } from "#components/catalogue/open-operations.tsx";
import { StatusParts } from "#components/catalogue/status-parts.tsx";
import { StatusSentence } from "#components/catalogue/status-sentence.tsx";
import { StuckGrants } from "#components/catalogue/stuck-grants.tsx";
import { SyncRuns } from "#components/catalogue/sync-runs.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import {
  latestRuns,
  lettersWaiting,
  openOperations,
  stuckGrants,
  workersSeen,
} from "#lib/queries/catalogue/system-status.ts";
import { readMoment } from "../moment.ts";
import { Follow } from "./follow.tsx";
import { SyncNow } from "./sync-now.tsx";

export const metadata: Metadata = { title: "Status" };

export default async function StatusPage() {
  const viewer = await requireReader();
  const { now, zone } = await readMoment();
  const [age, runs, workers, operations, stuck, letters] = await Promise.all([
    syncAge(viewer, now),
    latestRuns(viewer),
    workersSeen(viewer, now),
    openOperations(viewer),
    stuckGrants(viewer),
    lettersWaiting(viewer, now),
  ]);
  const isUnderWay = age.underWay !== null;
  return (
    <>
      <PageHead
        title="Status"
        actions={<SyncNow mayAsk={viewer.isAdministrator} isUnderWay={isUnderWay} />}
      />
      <StatusSentence age={age} stuck={stuck} workers={workers} now={now} />
      <StatusParts
        age={age}
        runs={runs}
        workers={workers}
        stuck={stuck}
        letters={letters}
        now={now}
        zone={zone}
      />
      <StuckGrants grants={stuck} now={now} zone={zone} />
      <div className="mt-8">
        <Columns as="half" beside={<SyncRuns runs={runs} now={now} zone={zone} />}>
          <OpenOperations operations={operations} now={now} />
        </Columns>
      </div>
      {(isUnderWay || operations.length > 0) && <Follow />}
    </>
  );
}
