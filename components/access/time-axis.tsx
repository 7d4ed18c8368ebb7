import { type Axis, placeOn } from "#components/access/axis.ts";
import { formatClock, formatDay } from "#lib/format.ts";

type TimeAxisProps = {
  axis: Axis;
  now: Date;
  zone: string;
  /** Label only every second or third step, where the column is narrow. */
  every?: number;
};

/** The shared axis in a table's head, with the current time bold in it. For the eye: each window says its own times. */
export function TimeAxis({ axis, now, zone, every = 1 }: TimeAxisProps) {
  const nowAt = placeOn(axis, now);
  const inDays = axis.stepMinutes >= 720;
  const room = inDays ? 0.12 : 0.09;
  const labels = axis.ticks
    .map((tick, index) => ({ tick, index, at: placeOn(axis, tick) }))
    .filter(({ index, at }) => index % every === 0 && at > 0.02 && at < 0.98 && Math.abs(at - nowAt) > room);
  return (
    <div aria-hidden="true" className="relative h-4 text-note font-plain text-ink-3">
      {labels.map(({ tick, at }) => (
        <span
          key={tick.getTime()}
          className="absolute -translate-x-1/2 whitespace-nowrap"
          style={{ left: `${(at * 100).toFixed(2)}%` }}
        >
          {inDays ? formatDay(tick, zone) : formatClock(tick, zone)}
        </span>
      ))}
      <span
        className="absolute -translate-x-1/2 bg-ground px-0.75 font-strong whitespace-nowrap text-ink"
        style={{ left: `${(nowAt * 100).toFixed(2)}%` }}
      >
        {formatClock(now, zone)}
      </span>
    </div>
  );
}
