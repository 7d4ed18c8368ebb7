import { DecisionForm } from "#app/(console)/requests/[id]/decision-form.tsx";
import { needsSignIn } from "#app/(console)/requests/[id]/needs-sign-in.ts";
import { BeforeThis } from "#components/access/before-this.tsx";
import { beginsOf } from "#components/access/begins-of.ts";
import { BundleStates } from "#components/access/bundle-states.tsx";
import { HonestEnd } from "#components/access/honest-end.tsx";
import { RestOfGrant } from "#components/access/rest-of-grant.tsx";
import { WhatItAdds } from "#components/access/what-it-adds.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Name } from "#components/ui/name.tsx";
import { Quote } from "#components/ui/quote.tsx";
import { Say } from "#components/ui/say.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import type { BundledRequest, RequestDetail } from "#lib/core/shown-access.ts";
import type { Granting } from "#lib/core/shown-engine.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { formatDigest, formatRelative, formatWhen, listNames, spellMinutes } from "#lib/format.ts";

type DecideProps = {
  request: RequestDetail;
  /** The hash of what the letter showed of it; nothing when it showed others only. */
  shownHash: string | undefined;
  /** What was asked together with it, as far as the viewer may see it. */
  bundle: readonly BundledRequest[];
  /** The page's own address. */
  address: string;
  granting: Granting | null;
  viewer: Viewer;
  now: Date;
  zone: string;
};

/** All that a decision needs, in the order of the letter; the buttons decide exactly this. */
export function Decide({ request, shownHash, bundle, address, granting, viewer, now, zone }: DecideProps) {
  const { content, contentHash, durationMinutes, lapsesAt, createdAt, ticket, reason, role } = request;
  const extended = request.extends;
  const beginning = beginsOf(request, now);
  const others = request.approvers.filter(({ id }) => id !== viewer.personId).map(({ name }) => name);
  return (
    <div className="grid items-start gap-x-14 wide:grid-cols-[minmax(0,38rem)_20rem]">
      <div className="min-w-0">
        <div className="*:whitespace-normal">
          <State is="pending">Waiting for one yes, lapses {formatWhen(lapsesAt, now, zone)}</State>
        </div>
        <Say as="h1" className="mt-2 mb-4 max-w-none">
          <b>{content.requesterName}</b> asks for <b>{content.permissionSetName}</b> in{" "}
          <b>
            <Name>{content.accountName}</Name>
          </b>{" "}
          for <b>{spellMinutes(durationMinutes)}</b>
          {extended && " more"}.
        </Say>
        {granting && (
          <NotGranting
            granting={granting}
            mayBrowse={mayReadEverything(viewer)}
            now={now}
            zone={zone}
            className="mb-3"
          />
        )}
        {shownHash !== undefined && shownHash !== contentHash && (
          <Callout tone="warn" title="This is not what the letter showed.">
            The permission set, a name or the length changed since it was written. Look at it as it stands
            here now.
          </Callout>
        )}
        <Quote
          below={
            <span className="text-ink-2">
              {ticket !== null && <b className="font-medium text-ink">{ticket}, </b>}
              asked {formatWhen(createdAt, now, zone)}, {formatRelative(createdAt, now)}
            </span>
          }
        >
          {reason}
        </Quote>
        {extended && <RestOfGrant extended={extended} minutes={durationMinutes} now={now} zone={zone} />}
        <Section
          title="How long"
          note={extended ? "without a gap" : beginning.isAbout ? "from your yes" : null}
          soft
          className="mt-7"
        >
          <HonestEnd
            {...beginning}
            minutes={durationMinutes}
            sessionMinutes={content.sessionMinutes ?? 0}
            now={now}
            zone={zone}
          />
        </Section>
        <WhatItAdds request={request} mayBrowse={mayReadEverything(viewer)} now={now} zone={zone} />
        <BeforeThis earlier={request.earlier} whose={content.requesterName} zone={zone} />
        {bundle.length > 1 && (
          <BundleStates
            title="Asked together"
            requests={bundle.filter(({ id }) => id !== request.id)}
            viewerId={viewer.personId}
            now={now}
            zone={zone}
          />
        )}
        <details className="mt-4">
          <summary className="flex min-h-7 items-center gap-1.5 text-accent">
            <Icon name="chevron-right" size={14} className="details-mark" />
            Who else was asked, and by which rule
          </summary>
          <p className="mt-1 max-w-measure text-ink-2">
            {others.length === 0
              ? "Nobody else can decide this now."
              : `${listNames(others)} can decide it too; the first answer counts.`}{" "}
            Rule: {request.ruleName}, version {request.ruleVersion}.
          </p>
        </details>
        <p className="mt-7 flex gap-2.5 border-t border-line pt-3 text-ink-2 wide:pb-4">
          <Icon name="lock" className="mt-0.5" />
          <span>
            Your decision is bound to exactly what stands here, revision{" "}
            <span className="mono text-ink">{formatDigest(contentHash)}</span>. If the request changes, this
            page will say so and ask again. Opening it has decided nothing.
          </span>
        </p>
      </div>
      <div className="wide:sticky wide:top-6">
        <DecisionForm
          requestId={request.id}
          contentHash={contentHash}
          minutes={durationMinutes}
          requesterName={content.requesterName}
          inPlaceOf={request.inPlaceOf}
          needsSignIn={needsSignIn(request, viewer, now)}
          address={address}
          noYes={role === null ? "The permission set is gone from AWS." : null}
        />
      </div>
    </div>
  );
}
