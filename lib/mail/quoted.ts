import { visibleText } from "#lib/core/clean-text.ts";

/** A dot of any script that an address may have, before what can be the end of a name of the internet. */
const DOT = /(?<=[^\s.[])[.\u3002\uff0e\uff61](?=\p{L}[\p{L}\p{M}\p{N}-])/gu;
const AT = /(?<=[^\s[])[@\ufe6b\uff20](?=[^\s\]])/gu;
/** What a mail program opens something with although no slashes follow. */
const SCHEME =
  /(?<=\b(?:mailto|tel|sms|callto|facetime|skype|file|ftp|news|webcal|javascript|data|vbscript|ms-[a-z]+)):(?=\S)/giu;
/** Two slashes of either kind that something follows: an address without its scheme, or a share of Windows. */
const SLASHES = /(:?)(\/\/|\\\\)(?=[^\s/\\\]])/gu;

/**
 * A person's words for a letter: as they were written, but that brackets stand around each sign by which a mail program would know an address, as
 * in `https[://]evil[.]example`. The only link in a letter is Gatehouse's own. The brackets are there to be seen: a joint that cannot be seen is left
 * out by browsers when somebody follows the address all the same, and is one more thing that a reader is not shown. Written twice it is the same.
 */
export function quoted(words: string): string {
  return visibleText(words)
    .replace(SLASHES, (_, colon: string, slashes: string) => `[${colon}${slashes}]`)
    .replace(SCHEME, (mark) => `[${mark}]`)
    .replace(AT, (mark) => `[${mark}]`)
    .replace(DOT, (mark) => `[${mark}]`);
}
