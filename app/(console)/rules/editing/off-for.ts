import type { Viewer } from "#lib/core/viewer.ts";

/** Why what changes rules is off for this viewer, for the control that does it. */
export function offFor(viewer: Viewer): { disabledReason?: string } {
  return viewer.isAdministrator ? {} : { disabledReason: "Administrators change rules." };
}
