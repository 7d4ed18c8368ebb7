import { type Axis, axisOf } from "#components/access/axis.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";

const HOURS_SHOWN = 36;

/** One axis for the windows of several grants: what lies more than a day and a half from now is cut off. */
export function windowsAxis(grants: readonly GrantRow[], now: Date, zone: string): Axis {
  const reach = HOURS_SHOWN * 3_600_000;
  const moments = grants
    .flatMap(({ startsAt, endsAt, sessionsUntil }) => [startsAt, endsAt, sessionsUntil])
    .filter((moment) => Math.abs(moment.getTime() - now.getTime()) <= reach);
  return axisOf(moments, now, zone);
}
