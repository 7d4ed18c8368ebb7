import type { Held } from "#components/shell/held-chip.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { stuckGrants } from "#lib/queries/catalogue/system-status.ts";

/** What the shell says about its reader: what they hold, what waits for them, and, to those who watch over all, what is stuck. */
export async function readStanding(viewer: Viewer): Promise<{ held: Held; waiting: number; blocked: number }> {
  const stuck = await stuckGrants(viewer);
  return { held: { count: 0, nextEndsAt: null }, waiting: 0, blocked: stuck.length };
}
