// Joiners, marks and overrides that change how a text reads without showing: zero width, direction, tags, soft hyphen.
const unseen =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/**
 * A text from outside as it may be stored and shown: line ends as LF, nothing in it that cannot be seen.
 * @returns null when it holds control characters other than line ends and tabs, or is not well-formed Unicode
 */
export function cleanText(text: string): string | null {
  if (!text.isWellFormed()) return null;
  const lines = text.replaceAll("\r\n", "\n").replaceAll(unseen, "");
  const isControl = (character: string) =>
    (character < " " && character !== "\n" && character !== "\t") ||
    (character >= "\u007f" && character <= "\u009f") ||
    character === "\u2028" ||
    character === "\u2029";
  return [...lines].some(isControl) ? null : lines;
}
