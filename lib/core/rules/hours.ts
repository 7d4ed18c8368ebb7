import { type Day, days } from "./bounds.ts";
import type { RuleContent } from "./rule-content.ts";

export type Hours = NonNullable<RuleContent["limits"]["hours"]>;

/** The day and the time of day, as `HH:MM`, that clocks in a zone show. */
function localTime(at: Date, zone: string): { day: Day; time: string } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const said = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const day = days.find((each) => each === said("weekday").toLowerCase());
  if (!day) throw new Error(`${zone} does not tell the day of the week`);
  return { day, time: `${said("hour")}:${said("minute")}` };
}

/**
 * Whether a moment lies in a rule's days and hours, as clocks in its zone show them. Hours that end before they begin go on past midnight, and belong
 * to the day on which they began.
 * @throws RangeError when the zone is not known
 */
export function isInHours(at: Date, hours: Hours): boolean {
  const { day, time } = localTime(at, hours.zone);
  if (hours.from === hours.to) return hours.days.includes(day);
  if (hours.from < hours.to) return hours.days.includes(day) && hours.from <= time && time < hours.to;
  if (time >= hours.from) return hours.days.includes(day);
  const before = days[(days.indexOf(day) + days.length - 1) % days.length];
  return time < hours.to && before !== undefined && hours.days.includes(before);
}

/** Whether this is a zone that can be computed with, such as `Europe/Oslo`. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What the days are called. */
export const dayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
} as const satisfies Record<Day, string>;

/** Days and hours in words, to stand after "may begin". */
export function spellHours({ zone, days: on, from, to }: Hours): string {
  const names = days.filter((day) => on.includes(day)).map((day) => dayNames[day]);
  const last = names.at(-1) ?? "";
  const spelt =
    names.length === 7 ? "any day" : names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${last}` : last;
  return from === to ? `on ${spelt} (${zone})` : `on ${spelt} between ${from} and ${to} (${zone})`;
}
