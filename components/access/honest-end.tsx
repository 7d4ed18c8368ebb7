import type { CSSProperties } from "react";
import { formatWhen, spellMinutes } from "#lib/format.ts";

type HonestEndProps = {
  /** Whose yes begins it: "your yes", "their yes"; "starts" once it is decided or has a time. */
  begins: string;
  /** When it begins, as far as is known now. */
  startsAt: Date;
  minutes: number;
  /** How long a session of the permission set lives. */
  sessionMinutes: number;
  /** Whether the times depend on a yes that is still to come. */
  isAbout: boolean;
  now: Date;
  zone: string;
};

/** From the yes to the last session: the assignment's end never stands alone. */
export function HonestEnd({ begins, startsAt, minutes, sessionMinutes, isAbout, now, zone }: HonestEndProps) {
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const sessionsUntil = new Date(endsAt.getTime() + sessionMinutes * 60_000);
  // Drawn to scale as far as the words below have room.
  const share = Math.min(0.667, Math.max(0.55, minutes / (minutes + sessionMinutes)));
  const about = isAbout ? "about " : "";
  const lasts = spellMinutes(minutes);
  const name = `${lasts} from ${isAbout ? begins : "the start"}, then open sessions may live for up to ${spellMinutes(sessionMinutes)} more`;
  return (
    <div className="py-2">
      <div className="window" data-size="tall" role="img" aria-label={name}>
        <i data-part="left" style={place(0, share)} />
        <i data-part="tail" style={place(share, 1 - share)} />
        <i data-part="post" style={place(0, 0)} />
        <i data-part="post" data-end style={place(share, 0)} />
      </div>
      <div
        className="mt-1 grid text-note leading-[1.35] text-ink-2 [&_b]:font-strong [&_b]:text-ink"
        style={{ gridTemplateColumns: `${share}fr ${1 - share}fr` }}
      >
        <div className="flex justify-between gap-2">
          <span>
            {begins}
            <br />
            <b>
              {about}
              {formatWhen(startsAt, now, zone)}
            </b>
          </span>
          <span className="text-right">
            assignment ends
            <br />
            <b>
              {about}
              {formatWhen(endsAt, now, zone)}
            </b>
          </span>
        </div>
        <span className="pl-2 text-right">
          sessions may live until <b>{formatWhen(sessionsUntil, now, zone)}</b>
        </span>
      </div>
    </div>
  );
}

function place(from: number, span: number): CSSProperties {
  const shares: Record<`--${string}`, string> = { "--from": `${from * 100}%`, "--span": `${span * 100}%` };
  return shares;
}
