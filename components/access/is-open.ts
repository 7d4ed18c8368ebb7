import type { GrantRow } from "#lib/core/shown-access.ts";

/** Whether the console can be opened with it now: seen present, or standing anyway. */
export function opensConsole({ state }: GrantRow): boolean {
  return state === "active" || state === "active_preexisting";
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
