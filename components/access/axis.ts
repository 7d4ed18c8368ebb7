import { offsetAt } from "#components/access/offset-at.ts";

/** The stretch of time that the windows of one table share. */
export type Axis = {
  from: Date;
  to: Date;
  stepMinutes: number;
  /** Every step, from the first to the last, both ends included. */
  ticks: readonly Date[];
};

const stepsMinutes = [5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 43200] as const;

/**
 * An axis that holds all the moments given, in whole steps of the zone's clock and at most ten of them.
 * @param moments starts, ends, ends of sessions; those too far away are the caller's to leave out.
 * @param zone an IANA zone: days begin at its midnight.
 */
export function axisOf(moments: readonly Date[], now: Date, zone: string): Axis {
  const times = [now.getTime(), ...moments.map((moment) => moment.getTime())];
  const earliest = Math.min(...times);
  const latest = Math.max(...times);
  const offset = offsetAt(now, zone);
  for (const stepMinutes of stepsMinutes) {
    const step = stepMinutes * 60_000;
    const from = Math.floor((earliest + offset) / step) * step - offset;
    const to = Math.max(Math.ceil((latest + offset) / step) * step - offset, from + step);
    if ((to - from) / step <= 10) return spread(from, to, stepMinutes);
  }
  return spread(earliest, latest, (latest - earliest) / 60_000 / 6);
}

function spread(from: number, to: number, stepMinutes: number): Axis {
  const step = stepMinutes * 60_000;
  const divisions = Math.round((to - from) / step);
  const ticks = Array.from({ length: divisions + 1 }, (_, index) => new Date(from + index * step));
  return { from: new Date(from), to: new Date(to), stepMinutes, ticks };
}

/** Where a moment stands on the axis, 0 at its beginning and 1 at its end; outside it stays at the edge. */
export function placeOn(axis: Axis, at: Date): number {
  const length = axis.to.getTime() - axis.from.getTime();
  const share = (at.getTime() - axis.from.getTime()) / length;
  return Math.min(1, Math.max(0, share));
}
