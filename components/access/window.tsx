import type { CSSProperties } from "react";
import type { Axis } from "#components/access/axis.ts";
import { isEndingSoon } from "#components/access/ending-soon.ts";
import { type WindowMoments, windowParts } from "#components/access/window-parts.ts";
import { formatWhen } from "#lib/format.ts";

export type WindowLook = "scheduled" | "active" | "ending" | "ended" | "blocked" | "standing" | "pending";

type WindowProps = WindowMoments & {
  axis: Axis;
  now: Date;
  zone: string;
  /** Unless given, it follows from the moments. */
  look?: WindowLook;
  /** Drawn for the eye only, when the words beside it say the same. */
  decorative?: boolean;
};

/** A stretch of access: a post, the time used, the time left, a post, and the time that open sessions may live on. */
export function Window({ axis, now, zone, look, decorative = false, ...moments }: WindowProps) {
  const parts = windowParts(moments, axis, now);
  const lane: Record<`--${string}`, number> = { "--divisions": axis.ticks.length - 1 };
  return (
    <div className="lane" style={lane}>
      <div
        className="window"
        data-look={look ?? lookOf(moments, now)}
        {...(decorative
          ? { "aria-hidden": true }
          : { role: "img", "aria-label": sayWindow(moments, now, zone) })}
      >
        {parts.map(({ part, from, span, isEnd = false }) => (
          <i
            key={`${part}-${isEnd}-${from}`}
            data-part={part}
            {...(isEnd && { "data-end": true })}
            style={place(from, span)}
          />
        ))}
      </div>
    </div>
  );
}

function place(from: number, span: number): CSSProperties {
  const shares: Record<`--${string}`, string> = { "--from": percent(from), "--span": percent(span) };
  return shares;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function lookOf({ startsAt, endsAt, isStillThere = false }: WindowMoments, now: Date): WindowLook {
  if (endsAt === null) return "standing";
  if (now < startsAt) return "scheduled";
  if (now >= endsAt) return isStillThere ? "blocked" : "ended";
  return isEndingSoon(startsAt, endsAt, now) ? "ending" : "active";
}

function sayWindow(moments: WindowMoments, now: Date, zone: string): string {
  const { startsAt, endsAt, sessionsUntil = null, isStillThere = false, askedUntil } = moments;
  const starts = formatWhen(startsAt, now, zone);
  if (endsAt === null) return `Since ${starts}, without an end`;
  const range = `From ${starts} to ${formatWhen(endsAt, now, zone)}`;
  if (askedUntil) return `${range}, and to ${formatWhen(askedUntil, now, zone)} with what is asked for`;
  if (isStillThere && now >= endsAt) return `${range}; past its end and still there`;
  if (sessionsUntil === null) return range;
  return `${range}; open sessions may live until ${formatWhen(sessionsUntil, now, zone)}`;
}
