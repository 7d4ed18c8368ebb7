/** Text that Postgres can keep as JSON, and whether anything had to be written otherwise for that. */
export type StorableJson = { json: string; isAltered: boolean };

/** An escape that JSON text may hold and `jsonb` refuses: NUL, or half of a surrogate pair. */
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/;

/**
 * A value as JSON text that `jsonb` takes: a NUL and a lone surrogate, which it refuses, become U+FFFD.
 * https://www.postgresql.org/docs/current/datatype-json.html
 */
export function storableJson(value: unknown): StorableJson {
  const json = JSON.stringify(value) ?? "null";
  if (!suspicious.test(json)) return { json, isAltered: false };
  const altered = JSON.stringify(storable(JSON.parse(json)));
  return { json: altered, isAltered: altered !== json };
}

function storable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [storableText(name), storable(member)]),
  );
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
