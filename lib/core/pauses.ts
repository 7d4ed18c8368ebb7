const SHORTEST_POLL_MS = 200;
const LONGEST_POLL_MS = 15_000;

/**
 * How long to wait before asking again about an open operation, in milliseconds: until it usually is done, then a quarter longer each time.
 * @param openForMs how long it has been open
 * @param usualMs how long such an operation usually takes
 */
export function pollPauseMs(openForMs: number, usualMs: number): number {
  const left = openForMs < usualMs ? usualMs - openForMs : openForMs / 4;
  return Math.min(Math.max(left, SHORTEST_POLL_MS), LONGEST_POLL_MS);
}

/** How long an operation takes until more is known, and how far what is learnt may go. */
export const FIRST_USUAL_MS = 1_500;
const LEAST_USUAL_MS = 300;
const MOST_USUAL_MS = 20_000;

/**
 * What a poll tells of how long operations take: done, perhaps a little shorter; asked too early, a tenth longer than it has been open by now,
 * however many operations were asked too early together. So most polls find the operation done, and few come much later than that.
 * @param usualMs what was believed, in milliseconds
 * @param openForMs how long the operation had been open when it was asked about
 */
export function learnUsualMs(usualMs: number, openForMs: number, isDone: boolean): number {
  const learnt = isDone ? usualMs * 0.997 : Math.max(usualMs, openForMs * 1.1);
  return Math.min(Math.max(learnt, LEAST_USUAL_MS), MOST_USUAL_MS);
}

const LONGEST_PAUSE_MS = 5 * 60_000;
/** An AWS that is away comes back for everybody at once, and what has ended must not wait long for it. */
const LONGEST_OUTAGE_PAUSE_MS = 30_000;

/**
 * How long to wait after a fault, in milliseconds: doubling from 2 s, at most 5 min. Nothing is ever given up.
 * @param faults how many there were in a row, this one included
 * @param isOutage whether AWS was away or out of breath, rather than saying no
 */
export function faultPauseMs(faults: number, isOutage = false): number {
  return Math.min(
    2_000 * 2 ** Math.min(faults - 1, 10),
    isOutage ? LONGEST_OUTAGE_PAUSE_MS : LONGEST_PAUSE_MS,
  );
}
