import { Icon } from "#components/ui/icon.tsx";
import { formatDuration } from "#lib/format.ts";

export type RailFootProps = {
  now: Date;
  /** When AWS was last read in full; null before the first time. */
  readAt: Date | null;
  /** When the worker last said that it lives; null before the first time. */
  workerBeatAt: Date | null;
  /** Older than these they are no longer taken for good. */
  staleAfterMinutes?: number;
  silentAfterSeconds?: number;
};

/** How old what is shown is, and whether the worker lives. */
export function RailFoot({
  now,
  readAt,
  workerBeatAt,
  staleAfterMinutes = 30,
  silentAfterSeconds = 60,
}: RailFootProps) {
  const readAge = readAt && now.getTime() - readAt.getTime();
  const beatAge = workerBeatAt && now.getTime() - workerBeatAt.getTime();
  const isStale = readAge === null || readAge > staleAfterMinutes * 60_000;
  const isSilent = beatAge === null || beatAge > silentAfterSeconds * 1000;
  return (
    <ul className="grid gap-1 border-t border-line px-2 pt-3 text-note text-ink-2">
      <li className={`flex items-center gap-1.5 ${isStale ? "font-medium text-state-ending" : ""}`}>
        <Icon name={isStale ? "history" : "refresh-cw"} size={14} />
        {readAge === null ? "Not read from AWS yet" : `Read from AWS ${formatDuration(readAge)} ago`}
      </li>
      <li className={`flex items-center gap-1.5 ${isSilent ? "font-medium text-state-blocked" : ""}`}>
        <Icon name={isSilent ? "triangle-alert" : "circle-check"} size={14} />
        {beatAge === null
          ? "No worker seen yet"
          : `Worker ${isSilent ? "silent for" : "alive,"} ${formatDuration(beatAge)}${isSilent ? "" : " ago"}`}
      </li>
    </ul>
  );
}
