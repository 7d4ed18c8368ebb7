import { type Axis, placeOn } from "#components/access/axis.ts";

export type WindowMoments = {
  startsAt: Date;
  /** Null for what has no end. */
  endsAt: Date | null;
  /** Until when a session opened before the end may live. */
  sessionsUntil?: Date | null;
  /** Past its end and seen in AWS all the same. */
  isStillThere?: boolean;
  /** Where one grant takes over from another. */
  seams?: readonly Date[];
  /** Until when it would go on, if what is asked for is agreed to. */
  askedUntil?: Date;
};

export type WindowPart = {
  part: "left" | "used" | "tail" | "overdue" | "open" | "post" | "seam" | "asked" | "now";
  /** Shares of the axis, 0 to 1. */
  from: number;
  span: number;
  isEnd?: boolean;
};

/** What a window is drawn of, in the order of drawing; what lies outside the axis is cut off. */
export function windowParts(moments: WindowMoments, axis: Axis, now: Date): WindowPart[] {
  const { startsAt, endsAt, sessionsUntil = null, isStillThere = false, seams = [], askedUntil } = moments;
  const parts: WindowPart[] = [];

  function stretch(part: WindowPart["part"], from: Date, to: Date) {
    const start = placeOn(axis, from);
    const span = placeOn(axis, to) - start;
    if (span > 0) parts.push({ part, from: start, span });
  }
  function post(at: Date, isEnd: boolean) {
    if (at >= axis.from && at <= axis.to)
      parts.push({ part: "post", from: placeOn(axis, at), span: 0, isEnd });
  }

  if (endsAt === null) {
    stretch("open", startsAt, axis.to);
    post(startsAt, false);
  } else {
    stretch("left", later(now, startsAt), endsAt);
    stretch("used", startsAt, earlier(now, endsAt));
    if (isStillThere) stretch("overdue", endsAt, now);
    else if (sessionsUntil !== null) stretch("tail", endsAt, sessionsUntil);
    if (askedUntil) stretch("asked", endsAt, askedUntil);
    for (const seam of seams)
      if (seam >= axis.from && seam <= axis.to)
        parts.push({ part: "seam", from: placeOn(axis, seam), span: 0 });
    post(startsAt, false);
    post(endsAt, true);
  }
  if (now >= axis.from && now <= axis.to) parts.push({ part: "now", from: placeOn(axis, now), span: 0 });
  return parts;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
