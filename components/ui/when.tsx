import { formatExact, formatRelative, formatWhen } from "#lib/format.ts";

type WhenProps = {
  at: Date;
  now: Date;
  zone: string;
  /** "exact": 15:10; "relative": in 38 min; "both": 15:10, in 38 min. */
  as?: "exact" | "relative" | "both";
};

/** An instant in the reader's zone, with the second and the zone on hover. */
export function When({ at, now, zone, as = "exact" }: WhenProps) {
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, zone)}>
      {as !== "relative" && formatWhen(at, now, zone)}
      {as === "both" && ", "}
      {as !== "exact" && formatRelative(at, now)}
    </time>
  );
}
