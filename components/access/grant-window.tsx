import type { Axis } from "#components/access/axis.ts";
import { needsAPerson, stateNow } from "#components/access/grant-now-is.ts";
import { heldWindow } from "#components/access/held-window.ts";
import { Window } from "#components/access/window.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";

type GrantWindowProps = { grant: GrantRow; axis: Axis; now: Date; zone: string };

/** A grant as a window on a shared axis. */
export function GrantWindow({ grant, axis, now, zone }: GrantWindowProps) {
  const { state, activeAt, leftStanding } = grant;
  const { startsAt, endsAt, sessionsUntil, seams } = heldWindow(grant);
  const isBlocked = needsAPerson(grant);
  const neverBegan =
    activeAt === null &&
    (state === "ended" || state === "cancelled" || state === "grant_failed" || state === "invalidated");
  return (
    <Window
      axis={axis}
      now={now}
      zone={zone}
      startsAt={startsAt}
      endsAt={endsAt}
      seams={seams}
      sessionsUntil={neverBegan || leftStanding !== null ? null : sessionsUntil}
      isStillThere={isBlocked}
      {...(isBlocked && { look: "blocked" as const })}
      {...(stateNow(grant, now) === "revoking" && { look: "ended" as const })}
    />
  );
}
