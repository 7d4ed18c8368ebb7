import { EndNow } from "#app/(console)/grants/end-now.tsx";
import { MoreTime } from "#app/(console)/grants/more-time.tsx";
import { AskAgain } from "#components/access/ask-again.tsx";
import { beginsOf } from "#components/access/begins-of.ts";
import { GrantNow } from "#components/access/grant-now.tsx";
import { endsEarly, opensConsole } from "#components/access/grant-now-is.ts";
import { HonestEnd } from "#components/access/honest-end.tsx";
import { Section } from "#components/ui/section.tsx";
import { consoleAccess } from "#lib/console-access.ts";
import { isFinished } from "#lib/core/grant.ts";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { formatDigest } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import type { MayExtend } from "#lib/queries/access/extending.ts";
import { DecisionForm } from "./decision-form.tsx";
import { needsSignIn } from "./needs-sign-in.ts";
import { Withdraw } from "./withdraw.tsx";

type RequestActProps = {
  request: RequestDetail;
  /** Whether the viewer may have more time of what it gave; undefined where it is not theirs. */
  may: MayExtend | undefined;
  viewer: Viewer;
  now: Date;
  zone: string;
};

/** What the viewer can do about a request now: decide it, withdraw it, use or end what it gave, ask again. */
export function RequestAct({ request, may, viewer, now, zone }: RequestActProps) {
  const { grant, content, contentHash, requesterId, state } = request;
  const isOwn = requesterId === viewer.personId;
  if (grant) {
    const mayEnd = (isOwn || viewer.isAdministrator) && endsEarly(grant, now);
    const sessionMs = grant.sessionsUntil.getTime() - grant.endsAt.getTime();
    const isOver = isFinished(grant.state);
    return (
      <>
        <GrantNow
          grant={grant}
          viewerId={viewer.personId}
          mayBrowse={mayReadEverything(viewer)}
          opens={isOwn ? consoleAccess(content, request.destination) : null}
          end={
            mayEnd && (
              <>
                {may && opensConsole(grant, now) && <MoreTime grant={grant} may={may} size="normal" />}
                <EndNow grant={grant} isOwn={isOwn} sessionMs={sessionMs} size="normal" />
              </>
            )
          }
          now={now}
          zone={zone}
        />
        {isOwn && isOver && grant.leftStanding !== "continued" && <Again request={request} />}
      </>
    );
  }
  if (request.mayDecide) {
    return (
      <DecisionForm
        requestId={request.id}
        contentHash={contentHash}
        minutes={request.durationMinutes}
        requesterName={content.requesterName}
        inPlaceOf={request.inPlaceOf}
        needsSignIn={needsSignIn(request, viewer, now)}
        address={paths.request(request.id)}
        noYes={request.role === null ? "The permission set is gone from AWS." : null}
      >
        <div className="max-wide:hidden">
          <HonestEnd
            {...beginsOf(request, now)}
            minutes={request.durationMinutes}
            sessionMinutes={content.sessionMinutes ?? 0}
            now={now}
            zone={zone}
          />
          <p className="text-note text-ink-2">
            Bound to revision <span className="mono">{formatDigest(contentHash)}</span>, as shown.
          </p>
        </div>
      </DecisionForm>
    );
  }
  if (!isOwn) return null;
  const what = `${content.permissionSetName} in ${content.accountName}`;
  return state === "pending" && request.lapsesAt > now ? (
    <Section title="Your request">
      <p className="pt-3 pb-3 text-ink-2">
        Nobody has decided yet. You can take it back until somebody does.
      </p>
      <Withdraw requestId={request.id} what={what} size="normal" />
    </Section>
  ) : (
    <Again request={request} />
  );
}

function Again({ request }: { request: RequestDetail }) {
  return (
    <Section title="Ask again">
      <p className="pt-3 pb-3 text-ink-2">
        The form comes filled in with these words; what is different today is said there.
      </p>
      <AskAgain request={request} requestId={request.id} size="normal" />
    </Section>
  );
}
