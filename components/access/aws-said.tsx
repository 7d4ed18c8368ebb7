import type { ReactNode } from "react";
import { needsAPerson } from "#components/access/grant-now-is.ts";
import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { AwsFault, GrantRow } from "#lib/core/shown-access.ts";
import { count, formatDuration } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AwsSaidProps = {
  grant: GrantRow;
  /** Administrators and auditors are led on to what can be done. */
  mayBrowse: boolean;
  now: Date;
  zone: string;
  /** Not below an alarm row, which has the rule at the left already. */
  isFramed?: boolean;
};

type Said = { tone: "warn" | "bad"; title: string; says: ReactNode; more: ReactNode };

/** What AWS answers, while it keeps a grant from going where it should; and what to do. */
export function AwsSaid({ grant, mayBrowse, now, zone, isFramed = true }: AwsSaidProps) {
  const said = saidOf(grant, now, zone);
  if (said === null) return null;
  const { tone, title, says } = said;
  const more = (
    <>
      {said.more}
      {mayBrowse && needsAPerson(grant) && (
        <p className="mt-1">
          <TextLink
            href={paths.engine()}
            aria-label={`What can be done: ${grant.personName}, ${grant.permissionSetName} in ${grant.accountName}`}
          >
            What can be done
          </TextLink>
        </p>
      )}
    </>
  );
  if (isFramed) {
    return (
      <Callout tone={tone} title={title} says={says}>
        {more}
      </Callout>
    );
  }
  return (
    <div className="max-w-measure pb-2 whitespace-normal">
      <p className="text-h2 font-strong text-state-blocked">{title}</p>
      <p className="mt-1">{says}</p>
      <div className="mt-1 text-ink-2">{more}</div>
    </div>
  );
}

function saidOf(grant: GrantRow, now: Date, zone: string): Said | null {
  const { fault, state, personName, permissionSetName, accountName, endsAt, seen } = grant;
  const what = `${personName} still holds ${permissionSetName} in ${accountName}`;
  if (!needsAPerson(grant)) {
    if (fault === null || (state !== "granting" && state !== "revoking")) return null;
    return {
      tone: "warn",
      title: `AWS answered ${fault.kind}.`,
      says: (
        <>
          {count(fault.tries, "try", "tries")} since <When at={fault.since} now={now} zone={zone} />; it goes
          on by itself.
          <NextTry fault={fault} now={now} zone={zone} />
        </>
      ),
      more: <span className="mono">{fault.message}</span>,
    };
  }
  const due = (
    <>
      It was due <When at={endsAt} now={now} zone={zone} />,{" "}
      {formatDuration(now.getTime() - endsAt.getTime())} ago
      {seen?.what === "present" && (
        <>
          , and was seen <When at={seen.at} now={now} zone={zone} as="relative" />
        </>
      )}
      .
    </>
  );
  if (state === "contested") {
    return {
      tone: "bad",
      title: `${what}, and it may not be ours to remove.`,
      says: due,
      more: (
        <p>
          The assignment stands, though no create of ours is known to have made it: somebody may have made it
          by hand. Gatehouse removes nothing that it did not give, until an administrator says what is to
          become of it. If it is taken away in Identity Center, the next look sees it gone.
        </p>
      ),
    };
  }
  return { tone: "bad", title: `${what}.`, says: due, more: <Refused grant={grant} now={now} zone={zone} /> };
}

type Moment = { now: Date; zone: string };

function NextTry({ fault: { nextTryAt }, now, zone }: Moment & { fault: AwsFault }) {
  if (nextTryAt === null || nextTryAt <= now) return null;
  return (
    <>
      {" "}
      Next try <When at={nextTryAt} now={now} zone={zone} as="relative" />.
    </>
  );
}

function Refused({ grant: { fault }, now, zone }: Moment & { grant: GrantRow }) {
  return (
    <>
      {fault && (
        <p className="mb-1">
          AWS answers <b className="font-medium">{fault.kind}</b> since{" "}
          <When at={fault.since} now={now} zone={zone} />, {count(fault.tries, "try", "tries")}:{" "}
          <span className="mono">{fault.message || "no words"}</span>.
          <NextTry fault={fault} now={now} zone={zone} />
        </p>
      )}
      <p>
        This is not an end: Gatehouse goes on trying. Lift what refuses{" "}
        <span className="mono">DeleteAccountAssignment</span>, or remove the assignment by hand; the next look
        sees it gone.
      </p>
    </>
  );
}
