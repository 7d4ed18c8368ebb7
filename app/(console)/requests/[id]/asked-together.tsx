import { BundleStates } from "#components/access/bundle-states.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { writeRoleRef } from "#lib/core/bundle.ts";
import type { BundledRequest, RequestDetail } from "#lib/core/shown-access.ts";
import { paths, permissionSetId } from "#lib/paths.ts";
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
  const isOwn = request.requesterId === viewerId;
  const again = paths.newRequest({
    account: request.accountId,
    set: request.permissionSetArn,
    minutes: request.durationMinutes,
    ...(request.ticket !== null && { ticket: request.ticket }),
    also: others.map(({ accountId, permissionSetArn }) =>
      writeRoleRef({ accountId, setId: permissionSetId(permissionSetArn) }),
    ),
  });
  return (
    <>
      <BundleStates title="Asked together with" requests={others} viewerId={viewerId} now={now} zone={zone} />
      {isOwn && waiting.length === 0 && (
        <p className="mt-3">
          <TextLink href={again}>The same again, all together</TextLink>
        </p>
      )}
      {isOwn && request.bundleId !== null && waiting.length > 1 && (
        <div className="mt-3">
          <WithdrawBundle requestId={request.id} bundleId={request.bundleId} waiting={waiting.length} />
        </div>
      )}
    </>
  );
}
