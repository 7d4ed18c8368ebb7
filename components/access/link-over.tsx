import { BundleStates } from "#components/access/bundle-states.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import type { BundledRequest } from "#lib/core/shown-access.ts";
import { formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type Linked = {
  requestId: string;
  isForViewer: boolean;
  maySee: boolean;
  number: number;
  requesterName: string;
  permissionSetName: string;
  accountName: string;
  state: "pending" | "approved" | "denied" | "cancelled" | "lapsed" | "invalidated";
  settledAt: Date | null;
  deciderId: string | null;
  deciderName: string | null;
  lapsesAt: Date;
};

const title = "text-h1 font-strong tracking-[-0.012em]";

/** For every link that means nothing to its reader: unknown, used, expired, somebody else's. They look alike. */
export function LinkLeadsNowhere() {
  return (
    <div className="mx-auto max-w-form py-4">
      <h1 className={title}>This link leads you nowhere</h1>
      <Empty
        title="It may be over, incomplete, or meant for somebody else."
        action={
          <ButtonLink href={paths.requests({ view: "decide" })} kind="go">
            What waits for you
          </ButtonLink>
        }
      >
        Open it from the letter itself, in the browser in which you are signed in. Requests that you may
        decide stand in the console as well.
      </Empty>
    </div>
  );
}

/** For a link whose request is decided, withdrawn, lapsed or no longer the reader's to decide: what happened. */
export function LinkOver({
  linked,
  viewerId,
  now,
  zone,
}: {
  linked: Linked;
  viewerId: string;
  now: Date;
  zone: string;
}) {
  const what = `${linked.requesterName} asked for ${linked.permissionSetName} in ${linked.accountName}, R-${linked.number}.`;
  return (
    <div className="mx-auto max-w-form py-4">
      <h1 className={title}>
        {linked.isForViewer ? "There is nothing left to decide here" : "This letter was for somebody else"}
      </h1>
      <Empty
        title={
          linked.isForViewer ? happened(linked, viewerId, now, zone) : "You may see the request all the same."
        }
        action={
          linked.maySee ? (
            <ButtonLink href={paths.request(linked.requestId)} kind="go">
              See the request
            </ButtonLink>
          ) : (
            <ButtonLink href={paths.home()}>Go home</ButtonLink>
          )
        }
      >
        {what}
      </Empty>
    </div>
  );
}

/** For a link about several requests of which none is left to its reader: where each of them stands. */
export function BundleOver({
  bundle,
  viewerId,
  now,
  zone,
}: {
  bundle: readonly BundledRequest[];
  viewerId: string;
  now: Date;
  zone: string;
}) {
  return (
    <div className="mx-auto max-w-form py-4">
      <h1 className={`${title} mb-4`}>There is nothing left to decide here</h1>
      <BundleStates title="Asked together" requests={bundle} viewerId={viewerId} now={now} zone={zone} />
      <p className="mt-5">
        <ButtonLink href={paths.requests({ view: "decide" })} kind="go">
          What waits for you
        </ButtonLink>
      </p>
    </div>
  );
}

function happened(
  { state, settledAt, deciderId, deciderName, lapsesAt }: Linked,
  viewerId: string,
  now: Date,
  zone: string,
): string {
  const by = deciderId === viewerId ? "you" : (deciderName ?? "somebody");
  const at = settledAt ? `, ${formatWhen(settledAt, now, zone)}` : "";
  switch (state) {
    case "approved":
      return `It was approved by ${by}${at}.`;
    case "denied":
      return `It was denied by ${by}${at}.`;
    case "cancelled":
      return `It was withdrawn by the requester${at}.`;
    case "lapsed":
      return `It lapsed undecided${at}.`;
    case "invalidated":
      return `It no longer stands${at}.`;
    case "pending":
      return lapsesAt <= now
        ? `It lapsed undecided, ${formatWhen(lapsesAt, now, zone)}.`
        : "It is not yours to decide any more.";
  }
}
