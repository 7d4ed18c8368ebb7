import { offsetAt } from "#components/access/offset-at.ts";

const shape = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?)?$/;

/**
 * A local date and time, as a form sends it, in a zone.
 * @param written `2026-09-12T14:00`, with seconds or without, or a day alone, which is its midnight
 * @returns the instant; the earlier one of a time that the clocks showed twice; null for what is no date and time, or a time that
 * the zone's clocks left out, or one outside the years 1 to 9999, which nothing that is stored can lie in
 */
export function parseLocalMoment(written: string, zone: string): Date | null {
  const [, day, clock = "00:00", seconds = "00"] = shape.exec(written) ?? [];
  if (day === undefined) return null;
  const utc = new Date(`${day}T${clock}:${seconds}Z`);
  // A day that the month does not have rolls over into the next one.
  if (Number.isNaN(utc.getTime()) || !utc.toISOString().startsWith(`${day}T${clock}`)) return null;
  const dayMs = 86_400_000;
  const offsets = [-dayMs, dayMs].map((away) => offsetAt(new Date(utc.getTime() + away), zone));
  const fitting = offsets
    .map((offset) => new Date(utc.getTime() - offset))
    .filter((instant) => instant.getTime() + offsetAt(instant, zone) === utc.getTime())
    .sort((a, b) => a.getTime() - b.getTime());
  const [moment] = fitting;
  // Postgres knows no year 0.
  return moment && /^(?!0000)\d{4}-/.test(moment.toISOString()) ? moment : null;
}

/** An instant as the value of a local date and time field: `2026-09-12T14:00`. */
export function writeLocalMoment(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetAt(at, zone)).toISOString().slice(0, 16);
}
