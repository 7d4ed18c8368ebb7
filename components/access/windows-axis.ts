import { type Axis, axisOf } from "#components/access/axis.ts";
import { heldWindow } from "#components/access/held-window.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";

/**
 * One axis for the windows of several grants.
 * @param hoursShown how far from now it may reach, both ways; what lies beyond is cut off
 */
export function windowsAxis(grants: readonly GrantRow[], now: Date, zone: string, hoursShown = 36): Axis {
  const reach = hoursShown * 3_600_000;
  const moments = grants
    .map(heldWindow)
    .flatMap(({ startsAt, endsAt, sessionsUntil }) => [startsAt, endsAt, sessionsUntil])
    .filter((moment) => Math.abs(moment.getTime() - now.getTime()) <= reach);
  return axisOf(moments, now, zone);
}
