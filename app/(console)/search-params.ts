import { z } from "zod";

/** What Next hands a page: the address's query. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

const longest = 100;

/** A field of the address that may stand in it several times: its values, without those that are absurd. */
export const words = z.preprocess(
  (value): unknown[] => (Array.isArray(value) ? value : [value]),
  z
    .array(z.unknown())
    .transform((values) =>
      values.filter((each): each is string => typeof each === "string" && each.length <= longest),
    ),
);

/** A field of the address as a page reads it: its first value, trimmed; nothing when it is empty, absurdly long or not what the field takes. */
export const field = z.preprocess((value) => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === "string" ? first.trim().replaceAll("\u0000", "") : "";
  return text === "" || text.length > longest ? undefined : text;
}, z.string().optional());

/** A field that takes a few words only; any other word is as if it were not there. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return field.pipe(z.enum(words).optional().catch(undefined));
}

/** A place in a list is named by what stands there, which may be several ids. */
const longestPlace = 500;
const place = z.preprocess((value) => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === "string" ? first.replaceAll("\u0000", "") : "";
  return text === "" || text.length > longestPlace ? undefined : text;
}, z.string().optional());

/** Where a page of a list begins. */
export const placeFields = { after: place, before: place };
