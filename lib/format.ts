const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A span of time as people read it beside a clock: `4 s`, `1 min 40 s`, `38 min`, `2 h 28 min`, `3 d 4 h`.
 * Seconds show under two minutes only; what does not show is cut off, never rounded up.
 * @param milliseconds the length of the span; a negative one reads as its distance.
 */
export function formatDuration(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < minute) return `${Math.floor(length / second)} s`;
  if (length < 2 * minute) return join(minute, "min", second, "s", length);
  if (length < hour) return `${Math.floor(length / minute)} min`;
  if (length < 2 * day) return join(hour, "h", minute, "min", length);
  return join(day, "d", hour, "h", length);
}

function join(large: number, largeUnit: string, small: number, smallUnit: string, length: number): string {
  const whole = `${Math.floor(length / large)} ${largeUnit}`;
  const rest = Math.floor((length % large) / small);
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`;
}

/** Whole minutes as a duration: `30 min`, `1 h`, `1 h 30 min`. */
export function formatMinutes(minutes: number): string {
  return formatDuration(minutes * minute);
}

/**
 * Whole minutes as a button or a sentence says them: `30 min`, `1 hour`, `2 hours`, `1 h 30 min`, `3 days`.
 * Only lengths of whole hours or days are spelt out.
 */
export function spellMinutes(minutes: number): string {
  if (minutes >= 2880 && minutes % 1440 === 0) return count(minutes / 1440, "day");
  if (minutes >= 60 && minutes % 60 === 0) return count(minutes / 60, "hour");
  return formatMinutes(minutes);
}

/** A span of milliseconds in running prose: `38 minutes`, `2 hours 28 minutes`, `4 seconds`, `3 days`. */
export function spellDuration(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < minute) return count(Math.floor(length / second), "second");
  if (length < hour) return count(Math.floor(length / minute), "minute");
  if (length >= 2 * day) return count(Math.floor(length / day), "day");
  const minutes = Math.floor((length % hour) / minute);
  const hours = count(Math.floor(length / hour), "hour");
  return minutes === 0 ? hours : `${hours} ${count(minutes, "minute")}`;
}

/**
 * What is left of a span that ends on the clock: as {@link formatDuration}, but a begun minute or second counts whole, so
 * that at 14:32:20 there are `38 min` left until 15:10.
 * @param milliseconds what is left; nothing and less is `0 s`.
 */
export function formatTimeLeft(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  const unit = left > 2 * minute ? minute : second;
  return formatDuration(Math.ceil(left / unit) * unit);
}

/** An instant against now: `in 38 min`, `27 min ago`, and `now` within a second of it. */
export function formatRelative(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  if (Math.abs(distance) < second) return "now";
  return distance > 0 ? `in ${formatTimeLeft(distance)}` : `${formatDuration(distance)} ago`;
}

/** The clock in a zone: `14:32`. */
export function formatClock(at: Date, zone: string): string {
  return part(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** The clock to the second, for logs: `14:29:41`. */
export function formatLogTime(at: Date, zone: string): string {
  return part(at, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

/**
 * An instant as a page shows it: today `14:32`; less than seven days away `Mon 23 Nov, 16:02`; otherwise `12 Sep 2026`.
 * "Today" is the zone's own.
 */
export function formatWhen(at: Date, now: Date, zone: string): string {
  const away = Math.abs(dayNumber(at, zone) - dayNumber(now, zone));
  if (away === 0) return formatClock(at, zone);
  if (away < 7) return `${formatDay(at, zone)}, ${formatClock(at, zone)}`;
  return formatDate(at, zone);
}

/** An instant to the second, with its day and zone, for a title or an export: `Tue 24 Nov 2026, 14:29:41 CET`. */
export function formatExact(at: Date, zone: string): string {
  return `${formatDay(at, zone)} ${part(at, zone, { year: "numeric" })}, ${formatLogTime(at, zone)} ${zoneName(at, zone)}`;
}

/** A day without its year: `Tue 24 Nov`. */
export function formatDay(at: Date, zone: string): string {
  return `${part(at, zone, { weekday: "short" })} ${part(at, zone, { day: "numeric" })} ${month(at, zone)}`;
}

/** A day with its year: `12 Sep 2026`. */
export function formatDate(at: Date, zone: string): string {
  return `${part(at, zone, { day: "numeric" })} ${month(at, zone)} ${part(at, zone, { year: "numeric" })}`;
}

/** A day in full, for the head of a group of rows: `Tuesday 24 November 2026`. */
export function formatLongDay(at: Date, zone: string): string {
  const name = part(at, zone, { weekday: "long" });
  return `${name} ${part(at, zone, { day: "numeric" })} ${part(at, zone, { month: "long" })} ${part(at, zone, { year: "numeric" })}`;
}

/** The zone's short name at that instant: `CET`, `EST`, `UTC`; where English has none, its distance: `UTC+5:30`. */
export function zoneName(at: Date, zone: string): string {
  for (const locale of ["en-GB", "en-US", "en-AU"]) {
    const parts = formatter(zone, { timeZoneName: "short" }, locale).formatToParts(at);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    if (/^[A-Z]{2,5}$/.test(name)) return name;
  }
  return part(at, zone, { timeZoneName: "shortOffset" }).replace(/^.*GMT/, "UTC");
}

/** A whole number with its thousands apart: `48,211`. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** A number with the word it counts: `1 person`, `3 people`, `0 accounts`. The plural is the word and an s unless given. */
export function count(
  value: number,
  one: string,
  many: string = one === "person" ? "people" : `${one}s`,
): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

/** Names as a sentence joins them: `Jonas`, `Jonas and Leila`, `Jonas, Leila and Priya`. */
export function listNames(names: readonly string[], last: "and" | "or" = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${last} ${names.slice(-1).join("")}`;
}

/**
 * A text cut to a length in characters, with a mark where it was cut.
 * @param most at least one
 */
export function clipped(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}

/** The letters that stand for a person where there is no room for the name: `MS` of Marit Solheim. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const picked = words.length === 1 ? words : [...words.slice(0, 1), ...words.slice(-1)];
  return picked
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0x20))
    .join("")
    .trim()
    .toUpperCase();
}

/** The beginning of a hash in groups of four digits, two unless told: `3f9a 71c2`. */
export function formatDigest(hex: string, groups = 2): string {
  return (hex.match(/.{1,4}/g) ?? []).slice(0, groups).join(" ");
}

function month(at: Date, zone: string): string {
  // British English writes September with four letters; every other month has three.
  return part(at, zone, { month: "short" }).slice(0, 3);
}

function part(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(zone, options).format(at);
}

const numbers = new Intl.NumberFormat("en-GB");
const formatters = new Map<string, Intl.DateTimeFormat>();

// Making one takes longer than formatting a whole page with it.
function formatter(zone: string, options: Intl.DateTimeFormatOptions, locale = "en-GB"): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

function dayNumber(at: Date, zone: string): number {
  const written = formatter(zone, { dateStyle: "short" }, "en-CA").format(at);
  return Date.parse(`${written}T00:00:00Z`) / day;
}
