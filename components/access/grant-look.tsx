import { stateNow } from "#components/access/grant-now-is.ts";
import { GrantState, type GrantStateName } from "#components/access/grant-state.tsx";
import type { GrantState as Stored } from "#lib/core/grant.ts";
import type { LeftStanding } from "#lib/core/left-standing.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";

const names = {
  scheduled: "scheduled",
  granting: "granting",
  active: "active",
  active_preexisting: "active-preexisting",
  revoking: "revoking",
  revoke_blocked: "revoke-blocked",
  contested: "contested",
  grant_failed: "grant-failed",
  ended: "ended",
  cancelled: "cancelled",
  invalidated: "invalidated",
} as const satisfies Record<Stored, GrantStateName>;

const left = {
  continued: "continued",
  preexisting: "left-standing",
  "handed-over": "handed-over",
  orphaned: "orphaned",
} as const satisfies Record<LeftStanding, GrantStateName>;

/** A grant's state in its look, with who ended it early when somebody did. */
export function GrantLook({ grant, viewerId, now }: { grant: GrantRow; viewerId: string; now: Date }) {
  const state = grant.leftStanding === null ? names[stateNow(grant, now)] : left[grant.leftStanding];
  return (
    <GrantState state={state} startsAt={grant.startsAt} endsAt={grant.endsAt} now={now}>
      {state === "ended" && grant.withdrawnAt !== null
        ? `Ended early by ${grant.withdrawnById === viewerId ? "you" : grant.withdrawnByName}`
        : undefined}
    </GrantState>
  );
}
