/** Which part of a day has passed: what is looked at once a day is due when its own second of the day lies in it. */
export type DaysTurn = {
  /** Seconds since midnight UTC, 0 to 86,399. */
  fromSecond: number;
  /** How many seconds from there, at most a day's. */
  seconds: number;
};

const DAY_SECONDS = 86_400;

/**
 * The part of the day that has its turn in a run: the time since the last complete read began, so that everything has its turn once a day
 * however often reads happen, and what an outage missed is made up for.
 * @param from when the last complete read began; null before the first one, after which nothing is due yet
 * @param to when this one began
 */
export function daysTurn(from: Date | null, to: Date): DaysTurn {
  if (from === null) return { fromSecond: 0, seconds: 0 };
  const fromSecond = Math.floor(from.getTime() / 1000) % DAY_SECONDS;
  const passed = Math.floor(to.getTime() / 1000) - Math.floor(from.getTime() / 1000);
  return { fromSecond, seconds: Math.min(DAY_SECONDS, Math.max(0, passed)) };
}

/**
 * Whether something has its turn.
 * @param name any text that names it and stays the same; its second of the day is drawn from that
 */
export function isDaysTurn(name: string, { fromSecond, seconds }: DaysTurn): boolean {
  return (spread(name) - fromSecond + DAY_SECONDS) % DAY_SECONDS < seconds;
}

/** FNV-1a over UTF-16 units: spreads neighbouring names over the day, and is the same in every process. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % DAY_SECONDS;
}
