const MOST = 600;

/** A text on one line, with nothing in it that moves the cursor, turns the direction or cannot be seen, and not too long for a chat. */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return line.length > MOST ? `${line.slice(0, MOST - 1).toWellFormed()}…` : line;
}
