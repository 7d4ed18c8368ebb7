import { MIN_MINUTES } from "./rules/bounds.ts";

const USUAL_MINUTES = [15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 10080];
const MOST_CHOICES = 6;
const DEFAULT_MINUTES = 60;

/**
 * The lengths to offer beside an own one: the usual ones from a quarter of an hour up, and the longest itself.
 * @param maxMinutes the longest that may be asked for
 * @returns whole minutes, ascending, at most six; none when even the shortest is too long
 */
export function lengthChoices(maxMinutes: number): readonly number[] {
  if (maxMinutes < MIN_MINUTES) return [];
  const usual = USUAL_MINUTES.filter((minutes) => minutes < maxMinutes);
  return [...usual.slice(0, MOST_CHOICES - 1), maxMinutes];
}

/**
 * The length that a form begins with: what was wished, if it may be asked for; else what the rule suggests; else an hour; else the longest.
 * @param wished whole minutes, from an address
 * @param suggested whole minutes, from the rule
 */
export function firstLength(maxMinutes: number, wished?: number, suggested?: number | null): number {
  const mayBe = (minutes: number) => minutes >= MIN_MINUTES && minutes <= maxMinutes;
  if (wished !== undefined && mayBe(wished)) return wished;
  return Math.min(suggested ?? DEFAULT_MINUTES, maxMinutes);
}
