const units = { d: 1_440, h: 60, m: 1 } as const;

/** Reads a length such as `90m`, `4h` or `7d`, or whole minutes as a number; null when it is none. */
export function readMinutes(said: string | number): number | null {
  if (typeof said === "number") return Number.isInteger(said) && said >= 0 ? said : null;
  const found = /^(\d{1,5})([dhm])$/.exec(said);
  if (!found) return null;
  const [, count = "", unit] = found;
  for (const [name, minutes] of Object.entries(units)) if (name === unit) return Number(count) * minutes;
  return null;
}

/** Writes minutes as the shortest length that `readMinutes` reads. */
export function writeMinutes(minutes: number): string {
  for (const [name, size] of Object.entries(units))
    if (minutes > 0 && minutes % size === 0) return `${minutes / size}${name}`;
  return "0m";
}
