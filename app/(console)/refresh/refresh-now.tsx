import { RefreshState } from "#components/catalogue/refresh-state.tsx";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { latestRefresh } from "#lib/queries/catalogue/latest-refresh.ts";
import { askRefreshAction } from "./actions.ts";
import { RefreshButton } from "./refresh-button.tsx";

type RefreshNowProps = {
  viewer: Viewer;
  kind: RefreshKind;
  /** The account's, group's or person's id, or the permission set's ARN. */
  targetId: string;
  now: Date;
};

/** Has the one thing that a page is about read again, and says how that goes. */
export async function RefreshNow({ viewer, kind, targetId, now }: RefreshNowProps) {
  const latest = await latestRefresh(viewer, kind, targetId);
  const isUnderWay = latest?.state === "asked" || latest?.state === "running";
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 max-wide:justify-start">
      <RefreshState kind={kind} latest={latest} now={now} />
      <RefreshButton ask={askRefreshAction} kind={kind} targetId={targetId} isUnderWay={isUnderWay} />
    </div>
  );
}
