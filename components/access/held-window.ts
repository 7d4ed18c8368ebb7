import type { GrantRow } from "#lib/core/shown-access.ts";

/** The stretch over which a role is held without a gap, with the moments at which one grant takes over from another. */
export type HeldWindow = { startsAt: Date; endsAt: Date; sessionsUntil: Date; seams: readonly Date[] };

/** A grant's window, as one with what it continues and with what was agreed to go on after it; one that is not held now has its own alone. */
export function heldWindow(grant: GrantRow): HeldWindow {
  const { startsAt, endsAt, sessionsUntil, heldSince, extension, state } = grant;
  const isHeld = state === "active" && grant.withdrawnAt === null;
  if (!isHeld) return { startsAt, endsAt, sessionsUntil, seams: [] };
  const last = extension?.endsAt ?? endsAt;
  const seams = [startsAt, endsAt].filter((moment) => moment > heldSince && moment < last);
  const sessionMs = sessionsUntil.getTime() - endsAt.getTime();
  return {
    startsAt: heldSince,
    endsAt: last,
    sessionsUntil: new Date(last.getTime() + sessionMs),
    seams,
  };
}
