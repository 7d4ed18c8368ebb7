import type { ReactNode } from "react";
import { AwsSaid } from "#components/access/aws-said.tsx";
import { GrantLook } from "#components/access/grant-look.tsx";
import { grantMoments } from "#components/access/grant-moments.tsx";
import { opensConsole, stateNow } from "#components/access/grant-now-is.ts";
import { heldWindow } from "#components/access/held-window.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { TimeLeft } from "#components/ui/time-left.tsx";
import { When } from "#components/ui/when.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";

type GrantNowProps = {
  grant: GrantRow;
  viewerId: string;
  /** Administrators and auditors are led on to what can be done. */
  mayBrowse: boolean;
  /** Given to the holder: the way into the console, and the profile for the command line. */
  opens: { href: string; profile: { profile: string; block: string } } | null;
  /** The buttons that end it, with its question, or ask for more time. */
  end: ReactNode;
  now: Date;
  zone: string;
};

/** The grant as it truly is: what was seen in AWS, and until when it may have effects. */
export function GrantNow({ grant, viewerId, mayBrowse, opens, end, now, zone }: GrantNowProps) {
  return (
    <Section title="The grant" note={<GrantLook grant={grant} viewerId={viewerId} now={now} />}>
      <State grant={grant} now={now} zone={zone} />
      <AwsSaid grant={grant} mayBrowse={mayBrowse} now={now} zone={zone} />
      <DefinitionList items={grantMoments(grant, now, zone)} />
      {((opens && opensConsole(grant, now)) || end) && (
        <div className="mt-4 flex flex-wrap items-start gap-2">
          {opens && opensConsole(grant, now) && (
            <ButtonLink href={opens.href} kind="go" leaves>
              <Icon name="external-link" />
              Open console
            </ButtonLink>
          )}
          {end}
        </div>
      )}
      {opens && opensConsole(grant, now) && (
        <details className="mt-4">
          <summary className="flex min-h-7 items-center gap-1.5 text-accent">
            <Icon name="chevron-right" size={14} className="details-mark" />
            For the command line
          </summary>
          <p className="mt-1 mb-2 flex flex-wrap items-center gap-x-2 text-ink-2">
            Put this into <span className="mono">~/.aws/config</span>, then{" "}
            <CopyId value={`aws sso login --profile ${opens.profile.profile}`} of="command" />
          </p>
          <CodeBlock label="AWS CLI profile" code={opens.profile.block} />
          <p className="mt-1">
            <CopyId value={opens.profile.block} shown="Copy the profile" of="profile" />
          </p>
        </details>
      )}
    </Section>
  );
}

/** What has been done towards it, and no more than that. */
function grantingWords({ wait }: GrantRow): string {
  switch (wait?.for) {
    case "drain":
      return "It is approved, but granting is stopped: AWS has not been asked yet. It begins when granting goes on, and its end stays where it is.";
    case "place":
    case "account":
      return "It is approved and in line: AWS takes only so many changes at once, and has not been asked yet.";
    case "fault":
      return "AWS has not taken it yet. Gatehouse goes on trying.";
    case "operation":
    case "list":
      return "Gatehouse has asked AWS for the assignment. AWS has not shown it yet.";
    case "moment":
    case "verdict":
    case undefined:
      return "Gatehouse is at it. AWS has not shown it yet.";
  }
}

function State({ grant, now, zone }: { grant: GrantRow; now: Date; zone: string }) {
  const { endsAt, startsAt } = grant;
  switch (stateNow(grant, now)) {
    case "scheduled":
      return startsAt > now ? (
        <p className="pt-3">
          Approved. It {grant.heldSince < startsAt ? "goes on" : "begins"}{" "}
          <When at={startsAt} now={now} zone={zone} />
          {grant.heldSince < startsAt && ", where the one before ends, without a gap"}.
        </p>
      ) : (
        <p className="pt-3">Approved. The worker takes it up within seconds.</p>
      );
    case "granting":
      return <p className="pt-3">{grantingWords(grant)}</p>;
    case "active":
    case "active_preexisting":
      return (
        <p className="pt-3 text-h1 font-strong">
          <TimeLeft until={heldWindow(grant).endsAt.toISOString()} serverNow={now.toISOString()} />
        </p>
      );
    case "revoking":
      return (
        <p className="pt-3">
          It is not wanted any more since <When at={endsAt} now={now} zone={zone} />. Gatehouse is taking it
          away; until its absence is seen it counts as there.
        </p>
      );
    case "revoke_blocked":
    case "contested":
      return null;
    case "grant_failed":
    case "ended":
    case "cancelled":
    case "invalidated":
      return grant.endSentence === null ? null : (
        <p className="pt-3">
          {grant.endSentence}{" "}
          {grant.endDetail !== null && <span className="text-ink-2">{grant.endDetail}</span>}
        </p>
      );
  }
}
