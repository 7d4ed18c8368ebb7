import { cleanText } from "#lib/core/clean-text.ts";

/** The longest text that is searched for. */
export const LONGEST_SEARCH = 200;

const MOST_WORDS = 8;

/** What somebody looks for, ready to be compared: lower case, one space between words. */
export type SearchText = {
  whole: string;
  /** Each word that has a letter or a digit in it once, in their order. */
  words: readonly string[];
};

/**
 * Reads what somebody typed. An account id with dashes, as AWS's console writes it, is taken for the id.
 * @returns null when there is nothing to look for: no letter and no digit, more than {@link LONGEST_SEARCH} characters, or control characters among them
 */
export function readSearchText(typed: string): SearchText | null {
  if (typed.length > LONGEST_SEARCH) return null;
  const clean = cleanText(typed.normalize("NFC"));
  if (clean === null) return null;
  const spaced = clean.trim().replaceAll(/\s+/g, " ").toLowerCase();
  const whole = /^\d{4}-\d{4}-\d{4}$/.test(spaced) ? spaced.replaceAll("-", "") : spaced;
  const words = [...new Set(whole.split(" "))].filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.length === 0 ? null : { whole, words: words.slice(0, MOST_WORDS) };
}

/** The text without its accents, for those whose keyboard has none: "Ødegård" is found by "odegard". */
export function withoutAccents(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[æœøłđðßþı]/giu, (letter) => plain[letter.toLowerCase()] ?? letter)
    .normalize("NFC");
}

const plain: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ß: "ss",
  þ: "th",
  ı: "i",
};
