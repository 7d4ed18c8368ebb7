import { BundleStates } from "#components/access/bundle-states.tsx";
import type { BundledRequest, RequestDetail } from "#lib/core/shown-access.ts";
import { WithdrawBundle } from "./withdraw-bundle.tsx";

type AskedTogetherProps = {
  request: RequestDetail;
  /** All of its bundle that the viewer may see, itself among it. */
  bundle: readonly BundledRequest[];
  viewerId: string;
  now: Date;
  zone: string;
};

/** What was asked together with a request, and one press that takes back all of it that waits. */
export function AskedTogether({ request, bundle, viewerId, now, zone }: AskedTogetherProps) {
  const others = bundle.filter(({ id }) => id !== request.id);
  if (others.length === 0) return null;
  const waiting = bundle.filter(({ state, lapsesAt }) => state === "pending" && lapsesAt > now);
  return (
    <>
      <BundleStates title="Asked together with" requests={others} viewerId={viewerId} now={now} zone={zone} />
      {request.requesterId === viewerId && request.bundleId !== null && waiting.length > 1 && (
        <div className="mt-3">
          <WithdrawBundle requestId={request.id} bundleId={request.bundleId} waiting={waiting.length} />
        </div>
      )}
    </>
  );
}
