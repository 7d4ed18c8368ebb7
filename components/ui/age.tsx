import { formatDuration, formatExact } from "#lib/format.ts";

type AgeProps = {
  /** What was done: "Read", "Checked". */
  verb: string;
  at: Date;
  now: Date;
  zone: string;
};

/** How old what is shown is: "Read 2 min ago". */
export function Age({ verb, at, now, zone }: AgeProps) {
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, zone)}>
      {verb} {formatDuration(now.getTime() - at.getTime())} ago
    </time>
  );
}
