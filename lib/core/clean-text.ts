// What Unicode lets a renderer leave out, zero-width and direction marks among it, and the three that annotate other text.
const unseen = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;

// Everything that moves the cursor instead of writing, but for the two that a text area writes.
const controls = /[[\p{Cc}\p{Zl}\p{Zp}]--[\n\t]]/v;
const everyControl = new RegExp(controls, "gv");

/**
 * A text from outside as it may be stored and shown: line ends as LF, nothing in it that cannot be seen.
 * @returns null when it holds control characters other than line ends and tabs, or is not well-formed Unicode
 */
export function cleanText(text: string): string | null {
  if (!text.isWellFormed()) return null;
  const seen = text.replaceAll("\r\n", "\n").replaceAll(unseen, "");
  return controls.test(seen) ? null : seen;
}

/**
 * A text that was not typed here, such as a name from a directory, as it may be shown: what cannot be seen is left out, and what moves the cursor
 * becomes a space.
 */
export function visibleText(text: string): string {
  return text.toWellFormed().replaceAll("\r\n", "\n").replaceAll(unseen, "").replaceAll(everyControl, " ");
}
