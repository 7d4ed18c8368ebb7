import type { ReactNode } from "react";
import { heldWindow } from "#components/access/held-window.ts";
import type { Definition } from "#components/ui/definition-list.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import { explainWait } from "#lib/core/engine-wait.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { spellDuration } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** The moments of a grant, each only as certain as it was seen. */
export function grantMoments(grant: GrantRow, now: Date, zone: string): Definition[] {
  const { activeAt, endedAt, withdrawnByName, agreedEndsAt, seen, state, wait, nextLookAt, leftStanding } =
    grant;
  const at = (moment: Date) => <When at={moment} now={now} zone={zone} as="both" />;
  const isStanding = state === "active_preexisting";
  const items: [string, ReactNode][] = [
    ["Seen in AWS since", activeAt && at(activeAt)],
    ["Before", isStanding && "it stood already, so Gatehouse will not take it away"],
    endOf(grant, now, at),
    ["Goes on", moreOf(grant, at)],
    ["Agreed end", withdrawnByName !== null && at(agreedEndsAt)],
    [leftStanding === null ? "Absence seen" : "Left in AWS", endedAt && activeAt && at(endedAt)],
    ["Open sessions", !isStanding && leftStanding === null && sessionsOf(grant, now, at)],
    [
      "Last look",
      seen && endedAt === null && (
        <>
          {seen.what === "present" ? "there" : "not there"}, {at(seen.at)}
        </>
      ),
    ],
    [
      "Waits",
      wait && wait.for !== "moment" && (
        <>
          {explainWait(wait.for)}, since {at(wait.since)}
        </>
      ),
    ],
    ["Next look", nextLookAt && (nextLookAt <= now ? "now" : at(nextLookAt))],
  ];
  return items.flatMap(([term, value]) => (value === null || value === false ? [] : [{ term, value }]));
}

function endOf(
  { endsAt, endedAt, withdrawnByName, state }: GrantRow,
  now: Date,
  at: (moment: Date) => ReactNode,
): [string, ReactNode] {
  if (withdrawnByName !== null) {
    return [
      endedAt === null ? "Ended early, not seen gone" : "Ended early",
      <>
        {at(endsAt)}, by {withdrawnByName}
      </>,
    ];
  }
  if (state === "active_preexisting") return ["The grant ends", at(endsAt)];
  if (endsAt > now) return ["Assignment ends", at(endsAt)];
  return [endedAt === null ? "Was due to end" : "Ended", at(endsAt)];
}

function moreOf({ extension }: GrantRow, at: (moment: Date) => ReactNode): ReactNode {
  if (extension === null) return null;
  const link = <TextLink href={paths.request(extension.requestId)}>R-{extension.number}</TextLink>;
  return extension.endsAt === null ? (
    <>more time is asked for, {link}</>
  ) : (
    <>
      until {at(extension.endsAt)}, by {link}
    </>
  );
}

function sessionsOf(grant: GrantRow, now: Date, at: (moment: Date) => ReactNode): ReactNode {
  const { activeAt, endsAt, endedAt, state } = grant;
  const { sessionsUntil } = heldWindow(grant);
  if (state === "scheduled" || (endedAt !== null && activeAt === null)) return null;
  if (endedAt === null && endsAt <= now) {
    // While it stands, new sessions can be opened: nothing bounds them but its removal.
    return `may live for up to ${spellDuration(grant.sessionsUntil.getTime() - endsAt.getTime())} after it is gone`;
  }
  return (
    <>
      may live until <b className="font-medium">{at(sessionsUntil)}</b>
    </>
  );
}
