// What Unicode lets a renderer leave out, zero-width and direction marks among it, and the three that annotate other text.
const unseen = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;

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
