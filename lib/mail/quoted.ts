const WORD_JOINER = "\u2060";

/**
 * A person's words for a letter: as they were written, but for a joint that cannot be seen inside whatever a mail
 * program would turn into a link. The only link in a letter is Gatehouse's own.
 */
export function quoted(words: string): string {
  return words
    .replace(/:\/\//g, `:${WORD_JOINER}//`)
    .replace(/(?<=[\p{L}\p{N}])[.@](?=[\p{L}\p{N}])/gu, (mark) => `${mark}${WORD_JOINER}`);
}
