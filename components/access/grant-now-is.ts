import type { GrantState } from "#lib/core/grant.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";

/** The state to show: what is past its end is being taken away, even before the worker has said so. */
export function stateNow({ state, endsAt }: GrantRow, now: Date): GrantState {
  return endsAt <= now && (state === "active" || state === "granting") ? "revoking" : state;
}

/** Whether the console can be opened with it now: seen present, or standing anyway. */
export function opensConsole({ state, endsAt }: GrantRow, now: Date): boolean {
  return endsAt > now && (state === "active" || state === "active_preexisting");
}

/** Whether it can still be ended early. */
export function endsEarly({ state, withdrawnAt, agreedEndsAt }: GrantRow, now: Date): boolean {
  if (withdrawnAt !== null || agreedEndsAt <= now) return false;
  return (
    state === "scheduled" || state === "granting" || state === "active" || state === "active_preexisting"
  );
}

/** Whether AWS still shows it although it should be gone. */
export function needsAPerson({ state }: GrantRow): boolean {
  return state === "revoke_blocked" || state === "contested";
}
